// How connections end, and what is left of them.

using ActorKv.Engine.KeyShards;
using ActorKv.Tcp.Tests.Harness;

namespace ActorKv.Tcp.Tests;

public sealed class ClosingSpec
{
    public static TheoryData<PollerKind> Pollers => TcpTestServer.Pollers;

    [Theory, MemberData(nameof(Pollers))]
    public async Task A_protocol_error_is_told_and_ends_the_connection(PollerKind poller)
    {
        await using TcpTestServer kv = await TcpTestServer.OpenAsync(poller);
        using TcpTestClient client = kv.Connect();
        client.Send("PING\r\n*1\r\n+x\r\n");
        client.Ends(after: "+PONG\r\n-ERR Protocol error: expected '$', got '+'\r\n");
    }

    [Theory, MemberData(nameof(Pollers))]
    public async Task QUIT_answers_and_closes_and_nothing_behind_it_runs(PollerKind poller)
    {
        await using TcpTestServer kv = await TcpTestServer.OpenAsync(poller);
        using TcpTestClient client = kv.Connect(), other = kv.Connect();
        client.Send("QUIT\r\nSET k v\r\n");
        client.Ends(after: "+OK\r\n");
        other.Asks("EXISTS k\r\n", ":0\r\n");
    }

    [Theory, MemberData(nameof(Pollers))]
    public async Task CLIENT_KILL_closes_another_connection(PollerKind poller)
    {
        await using TcpTestServer kv = await TcpTestServer.OpenAsync(poller, loops: 2);
        using TcpTestClient client = kv.Connect(), other = kv.Connect();
        client.Asks("CLIENT ID\r\n", ":1\r\n");
        other.Asks("CLIENT KILL ID 1\r\n", ":1\r\n");
        client.Ends();
        other.Asks("PING\r\n", "+PONG\r\n");
    }

    [Theory, MemberData(nameof(Pollers))]
    public async Task A_push_after_the_end_of_who_waited_stays_in_the_list(PollerKind poller)
    {
        await using TcpTestServer kv = await TcpTestServer.OpenAsync(poller);
        using TcpTestClient other = kv.Connect();
        foreach (bool reset in (bool[])[true, false])
        {
            using TcpTestClient client = kv.Connect();
            client.Asks("PING\r\nBLPOP q 0\r\n", "+PONG\r\n");
            if (reset) client.Reset();
            else client.EndSending();
            while (kv.Store.Blocking.Count > 0 || kv.Store.Sessions.Count > 1) other.Asks("PING\r\n", "+PONG\r\n");
        }
        other.Asks("RPUSH q v\r\nLLEN q\r\n", ":1\r\n:1\r\n");
    }

    [Theory, MemberData(nameof(Pollers))]
    public async Task A_turn_that_blocks_after_its_client_has_gone_waits_for_nothing(PollerKind poller)
    {
        await using TcpTestServer kv = await TcpTestServer.OpenAsync(poller);
        using TcpTestClient client = kv.Connect(), other = kv.Connect();
        KeyShard shard = kv.Store.ShardOf("q"u8);
        client.Asks("CLIENT ID\r\n", ":1\r\n");
        await shard.EnterAsync();
        client.Asks("PING\r\nBLPOP q 0\r\n", "+PONG\r\n");
        other.Asks("CLIENT KILL ID 1\r\n", ":1\r\n");
        client.Ends();
        shard.Exit();
        other.Asks("PING\r\n", "+PONG\r\n");
        while (kv.Store.Blocking.Count > 0) other.Asks("PING\r\n", "+PONG\r\n");
        other.Asks("RPUSH q v\r\nLLEN q\r\n", ":1\r\n:1\r\n");
    }

    [Theory, MemberData(nameof(Pollers))]
    public async Task Stop_tells_what_is_committed_before_it_closes(PollerKind poller)
    {
        await using TcpTestServer kv = await TcpTestServer.OpenAsync(poller,
            options => (options.AppendOnly, options.AppendFsync) = (true, ActorKv.Engine.Configuration.AppendFsync.Always));
        using TcpTestClient client = kv.Connect(), other = kv.Connect();
        kv.Journal.Stop();
        client.Send("SET k v\r\n");
        other.Asks("PING\r\n", "+PONG\r\n");
        while (kv.Store.Commits.LastLsn == 0) other.Asks("PING\r\n", "+PONG\r\n");
        Task flushed = kv.Store.Commits.FlushAsync();
        kv.Journal.GoOn();
        await flushed;
        kv.Stop();
        client.Ends(after: "+OK\r\n");
        other.Ends();
    }

    [Theory, MemberData(nameof(Pollers))]
    public async Task A_turn_that_ends_after_the_server_has_stopped_harms_nobody(PollerKind poller)
    {
        await using TcpTestServer kv = await TcpTestServer.OpenAsync(poller);
        using TcpTestClient client = kv.Connect();
        KeyShard shard = kv.Store.ShardOf("k"u8);
        await shard.EnterAsync();
        client.Asks("PING\r\nSET k v\r\n", "+PONG\r\n");
        kv.Stop();
        client.Ends();
        shard.Exit();
        Assert.Equal(0, kv.Store.Sessions.Count);
    }

    [Theory, MemberData(nameof(Pollers))]
    public async Task A_silent_client_is_closed_after_the_timeout_and_one_that_waits_is_not(PollerKind poller)
    {
        await using TcpTestServer kv = await TcpTestServer.OpenAsync(poller, options => options.Timeout = 10);
        using TcpTestClient silent = kv.Connect(), waiting = kv.Connect();
        silent.Asks("PING\r\n", "+PONG\r\n");
        waiting.Asks("PING\r\nBLPOP q 0\r\n", "+PONG\r\n");
        kv.Time.Advance(TimeSpan.FromSeconds(10));
        silent.Asks("PING\r\n", "+PONG\r\n");
        kv.Time.Advance(TimeSpan.FromSeconds(12));
        silent.Ends();
        using TcpTestClient other = kv.Connect();
        other.Asks("RPUSH q v\r\n", ":1\r\n");
        waiting.Receives("*2\r\n$1\r\nq\r\n$1\r\nv\r\n");
    }

    [Theory, MemberData(nameof(Pollers))]
    public async Task A_request_beyond_the_query_buffer_limit_ends_the_connection(PollerKind poller)
    {
        await using TcpTestServer kv = await TcpTestServer.OpenAsync(poller, options => options.ClientQueryBufferLimit = 1024 * 1024);
        using TcpTestClient large = kv.Connect(), many = kv.Connect();
        string argument = new('x', 1024 * 1024 - 1000);
        large.Asks($"*2\r\n$4\r\nECHO\r\n${argument.Length}\r\n{argument}\r\n", $"${argument.Length}\r\n{argument}\r\n");
        EndsBeyond(large, $"*2\r\n$4\r\nECHO\r\n${4 * 1024 * 1024}\r\n", new string('x', 2 * 1024 * 1024));
        EndsBeyond(many, "*1000000\r\n$4\r\nMSET\r\n", string.Concat(Enumerable.Repeat("$1\r\nx\r\n", 300_000)));

        static void EndsBeyond(TcpTestClient client, string head, string rest)
        {
            try
            {
                client.Send(head);
                client.Send(rest);
            }
            catch (System.Net.Sockets.SocketException)
            {
                // Closed while we were sending.
            }
            client.Ends();
        }
    }

    [Theory, MemberData(nameof(Pollers))]
    public async Task A_client_beyond_the_output_buffer_limit_is_closed(PollerKind poller)
    {
        const int Size = 32 * 1024 * 1024;
        await using TcpTestServer kv = await TcpTestServer.OpenAsync(poller, options =>
            options.ClientOutputBufferLimits = options.ClientOutputBufferLimits with { Normal = new(64 * 1024 * 1024, 1024 * 1024, 10) });
        using TcpTestClient hard = kv.Connect(), soft = kv.Connect(), other = kv.Connect();
        other.Asks("SETRANGE k 33554431 x\r\n", $":{Size}\r\n");
        hard.Send("MGET k k k\r\n");
        Assert.ThrowsAny<Exception>(() => hard.Skip(3L * Size));
        soft.Send("GET k\r\n");
        while (kv.Store.Sessions.All.All(session => session.PendingOutput == 0)) other.Asks("PING\r\n", "+PONG\r\n");
        kv.Time.Advance(TimeSpan.FromSeconds(12));
        while (kv.Store.Sessions.Count > 1) other.Asks("PING\r\n", "+PONG\r\n");
        Assert.ThrowsAny<Exception>(() => soft.Skip(Size));
    }
}
