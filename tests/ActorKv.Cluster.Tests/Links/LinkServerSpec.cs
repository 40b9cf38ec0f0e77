using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Cluster.Links;
using ActorKv.Cluster.Tests.Testing;

namespace ActorKv.Cluster.Tests.Links;

public sealed class LinkServerSpec : IAsyncLifetime
{
    private TestCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await TestCluster.StartAsync(nodes: 2);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Who_does_not_know_the_secret_is_refused()
    {
        using Socket socket = await ConnectAsync();
        byte[] hello = Hello(_cluster.Nodes[0].Member.Incarnation);
        await SendAsync(socket, LinkFrameKind.Hello, hello);
        byte[] challenge = await ReceiveFrameAsync(socket);
        Assert.Equal((byte)LinkFrameKind.Challenge, challenge[0]);
        LinkSecret wrong = new("something else"u8.ToArray()), right = new(TestCluster.Secret);
        Assert.False(wrong.Accepts(challenge.AsSpan(33), byCaller: false, hello, challenge.AsSpan(1, 32)));
        Assert.True(right.Accepts(challenge.AsSpan(33), byCaller: false, hello, challenge.AsSpan(1, 32)));
        await SendAsync(socket, LinkFrameKind.Proof, wrong.Prove(byCaller: true, hello, challenge.AsSpan(1, 32)));
        await ClosedAsync(socket);
    }

    [Fact]
    public async Task A_proof_cannot_be_sent_back_to_who_gave_it()
    {
        using Socket socket = await ConnectAsync();
        await SendAsync(socket, LinkFrameKind.Hello, Hello(_cluster.Nodes[0].Member.Incarnation));
        byte[] challenge = await ReceiveFrameAsync(socket);
        await SendAsync(socket, LinkFrameKind.Proof, challenge[33..]);
        await ClosedAsync(socket);
    }

    [Fact]
    public async Task Who_means_a_node_of_another_life_is_refused()
    {
        using Socket socket = await ConnectAsync();
        await SendAsync(socket, LinkFrameKind.Hello, Hello(99));
        await ClosedAsync(socket);
    }

    [Fact]
    public async Task Requests_of_strangers_are_not_taken()
    {
        using Socket socket = await ConnectAsync();
        await SendAsync(socket, LinkFrameKind.Publish, [0, 1, 0, 0, 0, (byte)'c', (byte)'m']);
        await ClosedAsync(socket);
    }

    [Fact]
    public async Task Random_bytes_harm_nobody()
    {
        string key = _cluster.KeyOf(1);
        TestClient client = _cluster.Connect(0);
        Random random = new(7);
        for (int i = 0; i < 100; i++)
        {
            using Socket socket = await ConnectAsync();
            byte[] bytes = new byte[random.Next(1, 2000)];
            random.NextBytes(bytes);
            // Every second one begins like a frame that will be long.
            if (i % 2 == 0 && bytes.Length >= 4) BinaryPrimitives.WriteInt32LittleEndian(bytes, random.Next());
            await socket.SendAsync(bytes);
            Assert.Equal($"(integer) {i + 1}", await client.Run($"INCR {key}"));
        }
    }

    [Fact]
    public async Task A_member_that_sends_nonsense_is_let_go_and_comes_back()
    {
        string key = _cluster.KeyOf(1);
        TestClient client = _cluster.Connect(0);
        NodeLink link = _cluster.Nodes[0].Links.ToOthers.Values.Single();
        int opening = link.Opening;
        link.SendOf(1, (LinkFrameKind)77);
        await Eventually.Holds(() => link.Opening > opening && link.IsOpen);
        Assert.Equal("(integer) 1", await client.Run($"INCR {key}"));
    }

    [Fact]
    public async Task A_member_that_says_nothing_for_long_is_let_go_and_waits_for_nothing_any_more()
    {
        await using TestCluster cluster = await TestCluster.StartAsync(nodes: 1, options => options.ClusterWaitTimeout = 500);
        TestNode node = cluster.Nodes[0];
        using Socket socket = await ConnectAsync(node);
        byte[] hello = Hello(node.Member.Incarnation);
        await SendAsync(socket, LinkFrameKind.Hello, hello);
        byte[] challenge = await ReceiveFrameAsync(socket);
        await SendAsync(socket, LinkFrameKind.Proof, new LinkSecret(TestCluster.Secret).Prove(byCaller: true, hello, challenge.AsSpan(1, 32)));
        Assert.Equal((byte)LinkFrameKind.Welcome, (await ReceiveFrameAsync(socket))[0]);
        await SendAsync(socket, LinkFrameKind.Request, Request(cluster.ShardOf("l"), "*3\r\n$5\r\nBLPOP\r\n$1\r\nl\r\n$1\r\n0\r\n"));
        await Eventually.Holds(() => node.Store.Blocking.Count == 1);
        await ClosedAsync(socket);
        await Eventually.Holds(() => node.Store.Blocking.Count == 0);
    }

    [Fact]
    public void Links_are_shown()
    {
        Assert.Contains(_cluster.Nodes[0].Links.Figures, link => link.IsOutgoing && link.NodeId == _cluster.Nodes[1].Member.Id);
    }

    private static byte[] Hello(long incarnation)
    {
        byte[] hello = new byte[56];
        LinkFrameWriter writer = new(hello);
        writer.Bytes(LinkServer.Magic);
        writer.Int64(2);
        writer.Int64(incarnation);
        writer.Bytes(RandomNumberGenerator.GetBytes(32));
        return hello;
    }

    private static byte[] Request(int shard, string command)
    {
        byte[] request = new byte[39 + command.Length];
        LinkFrameWriter writer = new(request);
        writer.Int64(1);
        writer.Int64(1);
        writer.Int32(shard);
        writer.Byte((byte)RequestFlags.Fresh);
        writer.Byte(2);
        writer.Int32(0);
        writer.Int16(7);
        writer.Bytes("default"u8);
        writer.Int32(1);
        writer.Bytes(Encoding.ASCII.GetBytes(command));
        return request;
    }

    private Task<Socket> ConnectAsync() => ConnectAsync(_cluster.Nodes[0]);

    private static async Task<Socket> ConnectAsync(TestNode node)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, node.Links.Port);
        return socket;
    }

    private static async Task SendAsync(Socket socket, LinkFrameKind kind, byte[] body)
    {
        byte[] frame = new byte[5 + body.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, body.Length + 1);
        frame[4] = (byte)kind;
        body.CopyTo(frame, 5);
        await socket.SendAsync(frame);
    }

    private static async Task<byte[]> ReceiveFrameAsync(Socket socket)
    {
        byte[] length = await ReceiveAsync(socket, 4);
        return await ReceiveAsync(socket, BinaryPrimitives.ReadInt32LittleEndian(length));
    }

    private static async Task<byte[]> ReceiveAsync(Socket socket, int count)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(60));
        byte[] bytes = new byte[count];
        for (int at = 0; at < count;)
        {
            int received = await socket.ReceiveAsync(bytes.AsMemory(at), patience.Token);
            if (received == 0) throw new EndOfStreamException();
            at += received;
        }
        return bytes;
    }

    // The end may come as a reset, when it had not read everything.
    private static async Task ClosedAsync(Socket socket)
    {
        try
        {
            await Assert.ThrowsAsync<EndOfStreamException>(() => ReceiveAsync(socket, 1));
        }
        catch (Xunit.Sdk.ThrowsException other) when (other.InnerException is SocketException)
        {
        }
    }
}
