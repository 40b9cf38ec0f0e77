using System.Net;
using System.Net.Sockets;
using System.Text;
using ActorKv.Acceptance.Tests.Harness;

namespace ActorKv.Akka.Tests.Front;

public sealed class SocketFlowSpec : IAsyncLifetime
{
    private TestNode _node = null!;

    public async Task InitializeAsync() => _node = await TestNode.StandaloneAsync("actorkv.settings.maxclients = \"20\"");

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task Who_sends_no_more_is_still_answered_and_then_let_go()
    {
        using Socket client = await ConnectAsync();
        await client.SendAsync(RespConnection.Encode("SET k v", "GET k"));
        client.Shutdown(SocketShutdown.Send);
        Assert.Equal("+OK\r\n$1\r\nv\r\n", await ReadToEndAsync(client));
    }

    [Fact]
    public async Task The_reply_that_ends_a_connection_arrives()
    {
        using Socket client = await ConnectAsync();
        await client.SendAsync("PING\r\nQUIT\r\nPING\r\n"u8.ToArray());
        Assert.Equal("+PONG\r\n+OK\r\n", await ReadToEndAsync(client));
    }

    [Fact]
    public async Task Who_reads_late_gets_everything_and_holds_up_nobody()
    {
        using RespConnection other = await _node.ConnectAsync();
        Assert.Equal("(integer) 5000000", await other.Run("SETRANGE big 4999999 x"));
        using Socket client = await ConnectAsync();
        await client.SendAsync(RespConnection.Encode("GET big", "GET big", "QUIT"));
        Assert.Equal("PONG", await other.Run("PING"));
        string all = await ReadToEndAsync(client);
        Assert.Equal((2 * "$5000000\r\n\r\n".Length) + 10_000_000 + "+OK\r\n".Length, all.Length);
    }

    [Fact]
    public async Task What_is_sent_during_a_blocking_command_is_executed_behind_it()
    {
        using RespConnection client = await _node.ConnectAsync(), other = await _node.ConnectAsync();
        string[] echoes = [.. Enumerable.Range(0, 10_000).Select(i => $"ECHO {i:d1000}")];
        Task sent = client.SendAsync(["BLPOP list 0", .. echoes]);
        // That much is held of a client that waits. The rest lies in the sockets, which nobody reads until then.
        await Eventually.Holds(() => _node.Kv.Node.Store.Sessions.All.Any(session => session.Transport.PendingInput >= 1024 * 1024));
        Assert.Equal("(integer) 1", await other.Run("RPUSH list v"));
        Assert.Equal("[list, v]", await client.ReadAsync());
        Assert.Equal(echoes, (await client.ReadAsync(echoes.Length)).Select(echoed => $"ECHO {echoed}"));
        await sent;
    }

    [Fact]
    public async Task A_client_that_is_killed_is_gone_although_it_has_not_read()
    {
        using RespConnection other = await _node.ConnectAsync();
        await other.Run("SETRANGE big 19999999 x");
        using Socket client = await ConnectAsync();
        await client.SendAsync(RespConnection.Encode("GET big"));
        // The reply stands in the way of what is behind it; how much of it has left, nobody knows.
        await client.ReceiveAsync(new byte[1]);
        Assert.Equal("(integer) 1", await other.Run($"CLIENT KILL ADDR {client.LocalEndPoint}"));
        Assert.True((await ReadToEndAsync(client)).Length < 20_000_000);
    }

    [Fact]
    public async Task Who_comes_when_there_are_too_many_is_told_so()
    {
        List<Socket> clients = [];
        string told = "";
        // The actor system has sessions of its own.
        while (told.Length == 0 && clients.Count < 20)
        {
            Socket client = await ConnectAsync();
            clients.Add(client);
            await client.SendAsync("PING\r\n"u8.ToArray());
            byte[] answer = new byte[100];
            string said = Encoding.Latin1.GetString(answer, 0, await client.ReceiveAsync(answer.AsMemory()));
            if (said != "+PONG\r\n") told = said;
        }
        foreach (Socket client in clients) client.Dispose();
        Assert.Equal("-ERR max number of clients reached\r\n", told);
    }

    private async Task<Socket> ConnectAsync()
    {
        Socket client = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync((IPEndPoint)_node.Kv.Address!);
        return client;
    }

    // Until the connection ends, in order or at once.
    private static async Task<string> ReadToEndAsync(Socket client)
    {
        StringBuilder all = new();
        byte[] buffer = new byte[1024 * 1024];
        while (true)
        {
            int count;
            try
            {
                count = await client.ReceiveAsync(buffer.AsMemory()).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
            }
            catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
            {
                return all.ToString();
            }
            if (count == 0) return all.ToString();
            all.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }
    }
}
