// Requests over a real socket, however they are cut.

using System.Text;
using ActorKv.Tcp.Tests.Harness;

namespace ActorKv.Tcp.Tests;

public sealed class RequestsSpec
{
    public static TheoryData<PollerKind> Pollers => TcpTestServer.Pollers;

    [Theory, MemberData(nameof(Pollers))]
    public async Task A_request_cut_at_any_byte_is_answered_as_a_whole_one(PollerKind poller)
    {
        (string Bytes, string Reply)[] requests =
        [
            ("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$5\r\nhello\r\n*2\r\n$3\r\nGET\r\n$1\r\nk\r\n", "+OK\r\n$5\r\nhello\r\n"),
            ("SET k \"a b\"\r\nGET k\r\n", "+OK\r\n$3\r\na b\r\n"),
            ("*0\r\n\r\n*2\r\n$4\r\nECHO\r\n$0\r\n\r\n", "$0\r\n\r\n"),
        ];
        await using TcpTestServer kv = await TcpTestServer.OpenAsync(poller);
        using TcpTestClient client = kv.Connect(), other = kv.Connect();
        foreach ((string bytes, string reply) in requests)
        {
            for (int cut = 1; cut < bytes.Length; cut++)
            {
                client.Send(bytes[..cut]);
                // The loop has seen the first part when another connection is answered.
                other.Asks("*1\r\n$4\r\nPING\r\n", "+PONG\r\n");
                client.Send(bytes[cut..]);
                client.Receives(reply);
            }
        }
    }

    [Theory, MemberData(nameof(Pollers))]
    public async Task Ten_thousand_commands_in_one_go_are_answered_in_order(PollerKind poller)
    {
        await using TcpTestServer kv = await TcpTestServer.OpenAsync(poller);
        using TcpTestClient client = kv.Connect();
        StringBuilder requests = new(), replies = new();
        for (int i = 1; i <= 10_000; i++)
        {
            requests.Append("*2\r\n$4\r\nINCR\r\n$1\r\nn\r\n");
            replies.Append(':').Append(i).Append("\r\n");
        }
        client.Asks(requests.ToString(), replies.ToString());
    }

    [Theory, MemberData(nameof(Pollers))]
    public async Task A_value_of_64_MB_goes_in_and_out_with_two_copies_at_most(PollerKind poller)
    {
        const int Size = 64 * 1024 * 1024;
        byte[] value = new byte[Size];
        new Random(1).NextBytes(value);
        await using TcpTestServer kv = await TcpTestServer.OpenAsync(poller, options => options.AppendOnly = false);
        using TcpTestClient client = kv.Connect();

        long before = await AllocatedAsync(kv);
        client.Send($"*3\r\n$3\r\nSET\r\n$1\r\nk\r\n${Size}\r\n");
        client.Send(value);
        client.Asks("\r\n", "+OK\r\n");
        Assert.InRange(await AllocatedAsync(kv) - before, Size, Size * 2.1);

        byte[] reply = new byte[Size];
        before = await AllocatedAsync(kv);
        client.Asks("*2\r\n$3\r\nGET\r\n$1\r\nk\r\n", $"${Size}\r\n");
        for (int at = 0; at < Size;) at += client.Socket.Receive(reply.AsSpan(at));
        client.Receives("\r\n");
        Assert.InRange(await AllocatedAsync(kv) - before, 0, Size * 1.1);
        Assert.True(value.AsSpan().SequenceEqual(reply));
    }

    [Theory, MemberData(nameof(Pollers))]
    public async Task Arguments_larger_than_the_input_buffer_arrive_in_pieces(PollerKind poller)
    {
        string first = new('a', 200_000), second = new('b', 33_000), third = new('c', 20_000);
        string request = $"*7\r\n$4\r\nMSET\r\n$2\r\nk1\r\n${first.Length}\r\n{first}\r\n$2\r\nk2\r\n${second.Length}\r\n{second}\r\n$2\r\nk3\r\n${third.Length}\r\n{third}\r\nPING\r\n";
        await using TcpTestServer kv = await TcpTestServer.OpenAsync(poller);
        using TcpTestClient client = kv.Connect(), other = kv.Connect();
        for (int at = 0; at < request.Length; at += 9_973)
        {
            client.Send(request[at..Math.Min(request.Length, at + 9_973)]);
            other.Asks("PING\r\n", "+PONG\r\n");
        }
        client.Receives("+OK\r\n+PONG\r\n");
        client.Asks("GET k1\r\nGET k2\r\nGET k3\r\n", $"${first.Length}\r\n{first}\r\n${second.Length}\r\n{second}\r\n${third.Length}\r\n{third}\r\n");
    }

    [Theory, MemberData(nameof(Pollers))]
    public async Task MSET_of_a_hundred_thousand_pairs_is_one_request(PollerKind poller)
    {
        const int Pairs = 100_000;
        await using TcpTestServer kv = await TcpTestServer.OpenAsync(poller);
        using TcpTestClient client = kv.Connect();
        StringBuilder request = new($"*{2 * Pairs + 1}\r\n$4\r\nMSET\r\n");
        for (int i = 0; i < Pairs; i++) request.Append($"$7\r\nk{i:000000}\r\n$6\r\n{i:000000}\r\n");
        client.Asks(request.ToString(), "+OK\r\n");
        client.Asks("DBSIZE\r\nGET k099999\r\n", $":{Pairs}\r\n$6\r\n099999\r\n");
    }

    // Bytes allocated by the loop's thread, which receives, executes and sends.
    private static Task<long> AllocatedAsync(TcpTestServer kv)
    {
        TaskCompletionSource<long> bytes = new(TaskCreationOptions.RunContinuationsAsynchronously);
        kv.Server.Loops[0].Post(() => bytes.SetResult(GC.GetAllocatedBytesForCurrentThread()));
        return bytes.Task.WaitAsync(TimeSpan.FromMinutes(1));
    }
}
