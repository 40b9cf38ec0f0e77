// Replies that wait: for the journal, for a key shard, for a push, for a client that does not read.

using ActorKv.Engine.KeyShards;
using ActorKv.Tcp.Tests.Harness;

namespace ActorKv.Tcp.Tests;

public sealed class ReplyOrderSpec
{
    public static TheoryData<PollerKind> Pollers => TcpTestServer.Pollers;

    [Theory, MemberData(nameof(Pollers))]
    public async Task A_reply_leaves_when_its_turn_is_durable_and_what_stood_before_it_at_once(PollerKind poller)
    {
        await using TcpTestServer kv = await OpenDurableAsync(poller);
        using TcpTestClient client = kv.Connect(), other = kv.Connect();
        kv.Journal.Stop();
        client.Send("GET other\r\nSET k v\r\nGET k\r\nPING\r\n");
        client.Receives("$-1\r\n");
        other.Asks("PING\r\n", "+PONG\r\n");
        client.HasNothing();
        kv.Journal.GoOn();
        client.Receives("+OK\r\n$1\r\nv\r\n+PONG\r\n");
    }

    [Theory, MemberData(nameof(Pollers))]
    public async Task A_client_that_ends_sending_still_gets_the_replies_that_wait(PollerKind poller)
    {
        await using TcpTestServer kv = await OpenDurableAsync(poller);
        using TcpTestClient client = kv.Connect(), other = kv.Connect();
        kv.Journal.Stop();
        client.Send("SET k v\r\nGET k\r\n*1\r\n$10\r\nunfi");
        client.EndSending();
        other.Asks("PING\r\n", "+PONG\r\n");
        kv.Journal.GoOn();
        client.Ends(after: "+OK\r\n$1\r\nv\r\n");
    }

    [Theory, MemberData(nameof(Pollers))]
    public async Task A_client_that_ends_sending_gets_more_replies_than_may_wait_at_once(PollerKind poller)
    {
        const int Gets = 300, Size = 100_000;
        await using TcpTestServer kv = await TcpTestServer.OpenAsync(poller);
        using TcpTestClient client = kv.Connect(), other = kv.Connect();
        other.Asks($"*3\r\n$3\r\nSET\r\n$1\r\nk\r\n${Size}\r\n{new string('v', Size)}\r\n", "+OK\r\n");
        client.Send(string.Concat(Enumerable.Repeat("GET k\r\n", Gets)));
        client.EndSending();
        other.Asks("PING\r\n", "+PONG\r\n");
        client.Skip(Gets * (Size + 11L));
        client.Ends();
    }

    [Theory, MemberData(nameof(Pollers))]
    public async Task A_client_that_does_not_read_is_not_executed_on_until_it_does(PollerKind poller)
    {
        const int Gets = 2_000, Size = 100_000, Most = 8 * 1024 * 1024 + Size;
        await using TcpTestServer kv = await TcpTestServer.OpenAsync(poller);
        using TcpTestClient client = kv.Connect(), other = kv.Connect();
        other.Asks($"*3\r\n$3\r\nSET\r\n$1\r\nk\r\n${Size}\r\n{new string('v', Size)}\r\n", "+OK\r\n");
        client.Asks("CLIENT ID\r\n", ":1\r\n");
        client.Send(string.Concat(Enumerable.Repeat("GET k\r\n", Gets)));
        other.Asks("PING\r\n", "+PONG\r\n");
        // Loopback takes a few megabytes; then the rest is pending, and no more than the bound.
        while (kv.Store.Sessions.TryGet(1, out ActorKv.Engine.Sessions.Session? session) && session.PendingOutput <= 8 * 1024 * 1024) other.Asks("PING\r\n", "+PONG\r\n");
        other.Send("CLIENT LIST ID 1\r\n");
        string line = other.ReceiveBulk();
        long pending = long.Parse(line[(line.IndexOf("omem=", StringComparison.Ordinal) + 5)..].Split(' ')[0]);
        Assert.InRange(pending, 1, Most + 1024);
        client.Skip(Gets * (Size + 11L));
        client.Asks("PING\r\n", "+PONG\r\n");
    }

    [Theory, MemberData(nameof(Pollers))]
    public async Task A_suspended_session_answers_when_its_key_shard_is_left_and_keeps_what_came_meanwhile(PollerKind poller)
    {
        await using TcpTestServer kv = await TcpTestServer.OpenAsync(poller);
        using TcpTestClient client = kv.Connect(), other = kv.Connect();
        client.Asks("SET k v\r\n", "+OK\r\n");
        KeyShard shard = kv.Store.ShardOf("k"u8);
        await shard.EnterAsync();
        client.Send("PING\r\nGET k\r\nPING a\r\nGET");
        client.Receives("+PONG\r\n");
        client.Send(" k\r\n");
        other.Asks("PING\r\n", "+PONG\r\n");
        client.HasNothing();
        shard.Exit();
        client.Receives("$1\r\nv\r\n$1\r\na\r\n$1\r\nv\r\n");
    }

    [Theory, MemberData(nameof(Pollers))]
    public async Task A_session_that_ends_while_its_turn_waits_harms_nobody(PollerKind poller)
    {
        await using TcpTestServer kv = await TcpTestServer.OpenAsync(poller);
        using TcpTestClient other = kv.Connect();
        KeyShard shard = kv.Store.ShardOf("k"u8);
        await shard.EnterAsync();
        TcpTestClient[] clients = [.. Enumerable.Range(0, 20).Select(_ => kv.Connect())];
        foreach (TcpTestClient client in clients) client.Asks("PING\r\nAPPEND k 0123456789\r\nAPPEND k x\r\n", "+PONG\r\n");
        foreach (TcpTestClient client in clients) client.Reset();
        other.Asks("PING\r\n", "+PONG\r\n");
        shard.Exit();
        // What was sent before the end is executed, as it would have been had the shard been free.
        while (kv.Store.Sessions.Count > 1) other.Asks("PING\r\n", "+PONG\r\n");
        other.Asks("STRLEN k\r\n", ":220\r\n");
    }

    [Theory, MemberData(nameof(Pollers))]
    public async Task Commands_behind_BLPOP_are_answered_after_it(PollerKind poller)
    {
        await using TcpTestServer kv = await TcpTestServer.OpenAsync(poller);
        using TcpTestClient client = kv.Connect(), other = kv.Connect();
        client.Asks("PING\r\nBLPOP q 0\r\nPING a\r\nPI", "+PONG\r\n");
        client.Send("NG b\r\n");
        other.Asks("PING\r\n", "+PONG\r\n");
        client.HasNothing();
        other.Asks("RPUSH q v\r\n", ":1\r\n");
        client.Receives("*2\r\n$1\r\nq\r\n$1\r\nv\r\n$1\r\na\r\n$1\r\nb\r\n");
    }

    private static Task<TcpTestServer> OpenDurableAsync(PollerKind poller) =>
        TcpTestServer.OpenAsync(poller, options => (options.AppendOnly, options.AppendFsync) = (true, ActorKv.Engine.Configuration.AppendFsync.Always));
}
