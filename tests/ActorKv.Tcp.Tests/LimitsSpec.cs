// What one client, or all of them together, can make the server hold: a client that never reads, one that never stops writing, and
// maxmemory-clients. In each case the others are served on.

using System.Net.Sockets;
using ActorKv.Engine.Sessions;
using ActorKv.Tcp.Tests.Harness;

namespace ActorKv.Tcp.Tests;

public sealed class LimitsSpec
{
    private const int Mib = 1024 * 1024;

    public static TheoryData<PollerKind> Pollers => TcpTestServer.Pollers;

    [Theory, MemberData(nameof(Pollers))]
    public async Task A_client_that_never_reads_costs_bounded_memory_and_loses_nothing(PollerKind poller)
    {
        const int Size = 256 * 1024, Count = 200;
        await using TcpTestServer kv = await TcpTestServer.OpenAsync(poller);
        using TcpTestClient lazy = kv.Connect(), other = kv.Connect();
        other.Asks($"SETRANGE k {Size - 1} x\r\n", $":{Size}\r\n");
        lazy.Send(string.Concat(Enumerable.Repeat("GET k\r\n", Count)));
        while (Largest(kv, session => session.PendingOutput) < 8 * Mib) other.Asks("PING\r\n", "+PONG\r\n");
        for (int i = 0; i < 100; i++) other.Asks("PING\r\n", "+PONG\r\n");
        Assert.InRange(Largest(kv, session => session.PendingOutput), 8 * Mib, 9 * Mib);
        lazy.Skip(Count * (long)(Size + $"${Size}\r\n\r\n".Length));
        lazy.Asks("PING\r\n", "+PONG\r\n");
    }

    [Theory, MemberData(nameof(Pollers))]
    public async Task A_client_that_never_stops_writing_while_it_waits_costs_bounded_memory(PollerKind poller)
    {
        await using TcpTestServer kv = await TcpTestServer.OpenAsync(poller);
        using TcpTestClient writer = kv.Connect(), other = kv.Connect();
        writer.Send("BLPOP q 0\r\n");
        byte[] pings = System.Text.Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("PING\r\n", 10_000)));
        writer.Socket.Blocking = false;
        long sent = 0;
        for (int full = 0; full < 50;)
        {
            int from = (int)(sent % pings.Length), count = writer.Socket.Send(pings.AsSpan(from), SocketFlags.None, out SocketError error);
            if (error == SocketError.Success) sent += count;
            else full++;
            other.Asks("PING\r\n", "+PONG\r\n");
        }
        Assert.InRange(Largest(kv, session => session.Transport.Buffers.Input), 1, 3 * Mib);
        writer.Socket.Blocking = true;
        other.Asks("RPUSH q v\r\n", ":1\r\n");
        writer.Receives("*2\r\n$1\r\nq\r\n$1\r\nv\r\n");
        writer.Skip(sent / 6 * 7);
    }

    [Theory, MemberData(nameof(Pollers))]
    public async Task Beyond_maxmemory_clients_those_that_hold_most_are_closed(PollerKind poller)
    {
        await using TcpTestServer kv = await TcpTestServer.OpenAsync(poller);
        using TcpTestClient large = kv.Connect(), spared = kv.Connect(), other = kv.Connect();
        spared.Asks("CLIENT NO-EVICT ON\r\n", "+OK\r\n");
        Hold(kv, spared, other, 4 * Mib);
        Hold(kv, large, other, 3 * Mib);
        other.Asks($"CONFIG SET maxmemory-clients {5 * Mib}\r\n", "+OK\r\n");
        kv.Store.ClientEviction.Check();
        large.Ends();
        other.Asks("PING\r\n", "+PONG\r\n");
        Assert.Equal(1, kv.Store.ClientEviction.Evicted);
        other.Asks("CONFIG SET maxmemory-clients 0\r\n", "+OK\r\n");
        spared.Send(new string('x', 4 * Mib));
        spared.Send("\r\n");
        spared.Skip(8 * Mib + "$8388608\r\n\r\n".Length);
    }

    [Theory, MemberData(nameof(Pollers))]
    public async Task Connections_are_kept_alive_as_tcp_keepalive_says(PollerKind poller)
    {
        await using TcpTestServer kv = await TcpTestServer.OpenAsync(poller);
        using TcpTestClient client = kv.Connect();
        client.Asks("PING\r\n", "+PONG\r\n");
        Socket socket = Assert.Single(kv.Server.Loops.SelectMany(loop => loop.Connections)).Socket;
        Assert.NotEqual(0, (int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive)!);
        Assert.Equal(300, (int)socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime)!);
    }

    // Sends the first half of a request of twice the size.
    private static void Hold(TcpTestServer kv, TcpTestClient client, TcpTestClient other, int bytes)
    {
        client.Send($"*2\r\n$4\r\nECHO\r\n${2 * bytes}\r\n");
        client.Send(new string('x', bytes));
        while (kv.Store.Sessions.All.All(session => session.Memory < bytes || session.Memory > bytes + Mib)) other.Asks("PING\r\n", "+PONG\r\n");
    }

    private static long Largest(TcpTestServer kv, Func<Session, long> figure) => kv.Store.Sessions.All.Max(figure);
}
