// Connections that are closed, paused and unblocked by others, over real sockets.

using ActorKv.Acceptance.Tests.Harness;

namespace ActorKv.Acceptance.Tests.Commands;

public sealed class ConnectionsSpec : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly RespServer _server;

    public ConnectionsSpec() => _server = RespServer.StartActorKv(_directory.Path, "--io-threads", "2");

    public void Dispose()
    {
        _server.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void CLIENT_KILL_closes_an_idle_a_blocked_and_a_paused_connection()
    {
        using RespClient asking = _server.Connect(), idle = _server.Connect(), blocked = _server.Connect(), paused = _server.Connect();
        long idleId = Id(idle), blockedId = Id(blocked), pausedId = Id(paused);
        Queue(blocked, "BLPOP", "k", "0");
        WaitForFlag(asking, blockedId, "b");
        Assert.Equal("OK", asking.Do("CLIENT", "PAUSE", "600000", "WRITE").Text);
        Queue(paused, "SET", "k", "v");
        WaitForFlag(asking, pausedId, "b");

        foreach (long id in new[] { idleId, blockedId, pausedId }) Assert.Equal(1, asking.Do("CLIENT", "KILL", "ID", id).Integer);

        Assert.True(idle.WaitForClose());
        Assert.True(blocked.WaitForClose());
        Assert.True(paused.WaitForClose());
        Assert.Equal("OK", asking.Do("CLIENT", "UNPAUSE").Text);
        Assert.Equal(0, asking.Do("EXISTS", "k").Integer);
        Assert.Equal("PONG", asking.Do("PING").Text);
    }

    [Fact]
    public void CLIENT_KILL_of_itself_closes_after_the_reply()
    {
        using RespClient client = _server.Connect();
        string address = client.Do("CLIENT", "INFO").Text.Split(' ').Single(field => field.StartsWith("addr=", StringComparison.Ordinal))[5..];
        Assert.Equal("OK", client.Do("CLIENT", "KILL", address).Text);
        Assert.True(client.WaitForClose());

        using RespClient second = _server.Connect();
        Assert.Equal(1, second.Do("CLIENT", "KILL", "ID", Id(second), "SKIPME", "no").Integer);
        Assert.True(second.WaitForClose());
    }

    [Fact]
    public void QUIT_sends_what_was_promised_and_executes_nothing_behind_it()
    {
        using RespClient client = _server.Connect(), other = _server.Connect();
        client.Queue("SET", "k", "before");
        client.Queue("QUIT");
        client.Queue("SET", "k", "behind");
        client.Flush();
        Assert.Equal("OK", client.Receive().Text);
        Assert.Equal("OK", client.Receive().Text);
        Assert.True(client.WaitForClose());
        Assert.Equal("before", other.Do("GET", "k").Text);
    }

    [Fact]
    public void CLIENT_REPLY_leaves_out_just_the_replies_it_should()
    {
        using RespClient client = _server.Connect();
        client.Queue("CLIENT", "REPLY", "SKIP");
        client.Queue("INCR", "n");
        client.Queue("INCR", "n");
        client.Queue("CLIENT", "REPLY", "OFF");
        client.Queue("INCR", "n");
        client.Queue("NOSUCH");
        client.Queue("CLIENT", "REPLY", "ON");
        client.Queue("INCR", "n");
        client.Flush();
        Assert.Equal(2, client.Receive().Integer);
        Assert.Equal("OK", client.Receive().Text);
        Assert.Equal(4, client.Receive().Integer);
    }

    [Fact]
    public void CLIENT_UNBLOCK_ends_the_wait_of_a_connection_on_another_thread()
    {
        using RespClient asking = _server.Connect(), waiting = _server.Connect();
        long id = Id(waiting);
        Queue(waiting, "BLPOP", "k", "0");
        WaitForFlag(asking, id, "b");
        Assert.Equal(1, asking.Do("CLIENT", "UNBLOCK", id, "ERROR").Integer);
        Assert.Equal("UNBLOCKED client unblocked via CLIENT UNBLOCK", waiting.Receive().Text);
        Assert.Equal("PONG", waiting.Do("PING").Text);
    }

    private static long Id(RespClient client) => client.Do("CLIENT", "ID").Integer;

    private static void Queue(RespClient client, params ReadOnlySpan<Argument> command)
    {
        client.Queue(command);
        client.Flush();
    }

    // Asks until the server has read what the other connection was sent. A server that never does makes the test hang, and the runner end it.
    private static void WaitForFlag(RespClient asking, long id, string flag)
    {
        while (!asking.Do("CLIENT", "LIST", "ID", id).Text.Contains($" flags={flag} ", StringComparison.Ordinal)) Thread.Yield();
    }
}
