// Listening, and who is let in.

using System.Net;
using System.Net.Sockets;
using ActorKv.Engine;
using ActorKv.Engine.Commands;
using ActorKv.Engine.Configuration;
using ActorKv.Engine.Tests;
using ActorKv.Tcp;
using ActorKv.Tcp.Tests.Harness;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorKv.Tcp.Tests;

public sealed class AcceptSpec
{
    public static TheoryData<PollerKind> Pollers => TcpTestServer.Pollers;

    [Theory, MemberData(nameof(Pollers))]
    public async Task Nobody_is_let_in_beyond_maxclients(PollerKind poller)
    {
        await using TcpTestServer kv = await TcpTestServer.OpenAsync(poller, rules: () => new AcceptRules { MaxClients = 2 }, loops: 2);
        using TcpTestClient first = kv.Connect(), second = kv.Connect(), third = kv.Connect();
        third.Ends(after: "-ERR max number of clients reached\r\n");
        first.Asks("PING\r\n", "+PONG\r\n");
        second.Asks("PING\r\n", "+PONG\r\n");
        second.Reset();
        while (kv.Store.Sessions.Count > 1) first.Asks("PING\r\n", "+PONG\r\n");
        using TcpTestClient fourth = kv.Connect();
        fourth.Asks("PING\r\n", "+PONG\r\n");
        Assert.Equal(1, kv.Store.Sessions.Refused);
    }

    [Theory, MemberData(nameof(Pollers))]
    public async Task Protected_mode_serves_the_loopback_interface(PollerKind poller)
    {
        await using TcpTestServer kv = await TcpTestServer.OpenAsync(poller, rules: () => new AcceptRules { LoopbackOnly = true });
        using TcpTestClient client = kv.Connect();
        client.Asks("PING\r\n", "+PONG\r\n");
    }

    [Theory]
    [InlineData("192.0.2.1", true)]
    [InlineData("::ffff:192.0.2.1", true)]
    [InlineData("2001:db8::1", true)]
    [InlineData("127.1.2.3", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::1", false)]
    public void Protected_mode_refuses_who_comes_from_elsewhere(string address, bool refused)
    {
        AcceptRules rules = new() { LoopbackOnly = true };
        byte[]? refusal = rules.Refusal(new IPEndPoint(IPAddress.Parse(address), 1), connected: 0);
        Assert.Equal(refused, refusal is not null);
        Assert.Null((rules with { LoopbackOnly = false }).Refusal(new IPEndPoint(IPAddress.Parse(address), 1), connected: 0));
    }

    [Theory, MemberData(nameof(Pollers))]
    public async Task Until_recovery_is_done_commands_over_keys_answer_LOADING(PollerKind poller)
    {
        await using TcpTestServer kv = TcpTestServer.OpenLoading(poller);
        using TcpTestClient client = kv.Connect(), leaving = kv.Connect();
        client.Asks("GET k\r\nPING\r\n", "-LOADING Redis is loading the dataset in memory\r\n-LOADING Redis is loading the dataset in memory\r\n");
        client.Asks("CLIENT ID\r\n", ":1\r\n");
        client.Send("INFO\r\n");
        Assert.Contains("loading:1", client.ReceiveBulk(), StringComparison.Ordinal);
        client.Send("CLIENT LIST\r\n");
        Assert.Contains("id=1 ", client.ReceiveBulk(), StringComparison.Ordinal);
        leaving.Asks("CLIENT ID\r\n", ":2\r\n");
        leaving.Dispose();
        while (kv.Store.Sessions.Count > 1) client.Asks("CLIENT ID\r\n", ":1\r\n");
        await kv.RecoverAsync();
        client.Asks("SET k v\r\nGET k\r\n", "+OK\r\n$1\r\nv\r\n");
    }

    [Theory, MemberData(nameof(Pollers))]
    public async Task A_server_may_be_stopped_before_it_has_recovered(PollerKind poller)
    {
        await using TcpTestServer kv = TcpTestServer.OpenLoading(poller);
        using TcpTestClient client = kv.Connect();
        client.Asks("CLIENT ID\r\n", ":1\r\n");
        kv.Stop();
        client.Ends();
    }

    [Theory, MemberData(nameof(Pollers))]
    public async Task A_port_that_is_taken_is_an_error(PollerKind poller)
    {
        await using TcpTestServer kv = await TcpTestServer.OpenAsync(poller);
        TcpServer second = new(kv.Store, TcpTestServer.Options(kv.Port, poller), () => new AcceptRules());
        Assert.Equal(SocketError.AddressAlreadyInUse, Assert.Throws<SocketException>(second.Start).SocketErrorCode);
        using TcpTestClient client = kv.Connect();
        client.Asks("PING\r\n", "+PONG\r\n");
    }

    [Theory, MemberData(nameof(Pollers))]
    public async Task A_Unix_socket_serves_and_is_gone_afterwards(PollerKind poller)
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "kv.sock");
        await using TcpTestServer kv = TcpTestServer.OpenLoading(poller, unixSocket: path);
        await kv.RecoverAsync();
        using (TcpTestClient client = new(new UnixDomainSocketEndPoint(path)))
        {
            client.Asks("PING\r\n", "+PONG\r\n");
            client.Send("CLIENT INFO\r\n");
            Assert.Contains($"addr={path}:0", client.ReceiveBulk(), StringComparison.Ordinal);
        }
        kv.Stop();
        Assert.False(File.Exists(path));
    }

    [Theory, MemberData(nameof(Pollers))]
    public async Task A_client_that_has_left_before_it_is_accepted_is_passed_over(PollerKind poller)
    {
        await using TcpTestServer kv = await TcpTestServer.OpenAsync(poller);
        for (int i = 0; i < 50; i++) kv.Connect().Reset();
        using TcpTestClient client = kv.Connect();
        client.Asks("PING\r\n", "+PONG\r\n");
    }

    [Theory, MemberData(nameof(Pollers))]
    public async Task Without_descriptors_a_listener_rests_and_tries_again(PollerKind poller)
    {
        ManualTime time = new();
        await using Store store = new(new ServerParameters(new ServerOptions()), new MemoryJournal(), new MemorySnapshots(), EngineCommands.CreateAll(), time, NullLogger.Instance);
        EventLoop loop = new(store, 0, poller == PollerKind.Epoll ? new EpollPoller() : new SelectPoller());
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        int tries = 0;
        TaskCompletionSource tried = NewSignal(), accepted = NewSignal();
        Listener listener = new(socket, loop, Accept, client => { client.Dispose(); accepted.TrySetResult(); });
        loop.Start();
        loop.Post(listener.Begin);
        using TcpTestClient client = new(socket.LocalEndPoint!);
        await tried.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await RoundsAsync(loop, 10);
        Assert.Equal(1, Volatile.Read(ref tries));
        time.Advance(TimeSpan.FromSeconds(2));
        await accepted.Task.WaitAsync(TimeSpan.FromMinutes(1));
        loop.Post(listener.Close);
        loop.StopExecuting();
        loop.Finish();

        Socket Accept()
        {
            if (Interlocked.Increment(ref tries) > 1) return socket.Accept();
            tried.TrySetResult();
            throw new SocketException((int)SocketError.TooManyOpenSockets);
        }
    }

    [Theory, MemberData(nameof(Pollers))]
    public async Task A_step_that_fails_does_not_end_the_loop(PollerKind poller)
    {
        await using TcpTestServer kv = await TcpTestServer.OpenAsync(poller);
        using TcpTestClient client = kv.Connect();
        client.Asks("PING\r\n", "+PONG\r\n");
        kv.Server.Loops[0].Post(() => throw new InvalidOperationException("a bug"));
        client.Asks("PING\r\n", "+PONG\r\n");
    }

    private static async Task RoundsAsync(EventLoop loop, int rounds)
    {
        for (int i = 0; i < rounds; i++)
        {
            TaskCompletionSource done = NewSignal();
            loop.Post(done.SetResult);
            await done.Task.WaitAsync(TimeSpan.FromMinutes(1));
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
