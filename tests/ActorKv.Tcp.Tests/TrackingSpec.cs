// Client-side caching as a client sees it: a stream of replies and pushes in one order.

using System.Globalization;
using ActorKv.Protocol;
using ActorKv.Tcp.Tests.Harness;

namespace ActorKv.Tcp.Tests;

public sealed class TrackingSpec
{
    // The reader keeps what it reads until it is told to forget it. At the end, when it has been told everything, what it still keeps must be true.
    [Theory]
    [InlineData("")]
    [InlineData(" NOLOOP")]
    public async Task A_copy_is_never_older_than_the_last_word_about_it(string options)
    {
        const int Keys = 4, Rounds = 2000;
        await using TcpTestServer kv = await TcpTestServer.OpenAsync(PollerKind.Select, server => server.KeyShards = 2, loops: 2);
        using TcpTestClient reader = kv.Connect(), writer = kv.Connect();
        Task writing = Task.Run(() =>
        {
            for (int i = 1; i <= Rounds; i++) writer.Asks($"MSET k0 {i} k1 {i} k2 {i} k3 {i}\r\n", "+OK\r\n");
        });
        Dictionary<string, string> copies = [];
        Input input = new(reader, push => copies.Remove(push.Items[1].Items[0].Text));
        input.Ask("HELLO 3");
        input.Ask("CLIENT TRACKING ON" + options);
        int read = 0;
        for (int i = 0; !writing.IsCompleted; i++)
        {
            string key = $"k{i % Keys}";
            if (copies.ContainsKey(key))
            {
                input.Ask("PING");
                continue;
            }
            read++;
            copies[key] = input.Ask("GET " + key).Text;
        }
        await writing;
        // The reader's loop has what the writer's last turn posted before the writer had its reply.
        input.Ask("PING");
        input.Ask("PING");
        Assert.True(read > Keys);
        foreach ((string key, string copy) in copies.ToArray()) Assert.Equal(Rounds.ToString(CultureInfo.InvariantCulture), copy);
    }

    // Takes pushes out of the way of replies.
    private sealed class Input(TcpTestClient client, Action<Reply> onPush)
    {
        private readonly List<byte> _bytes = [];

        public Reply Ask(string command)
        {
            client.Send(command + "\r\n");
            while (true)
            {
                Reply reply = Next();
                if (reply.Kind != ReplyKind.Push) return reply;
                onPush(reply);
            }
        }

        private Reply Next()
        {
            while (true)
            {
                int at = 0;
                if (_bytes.Count > 0 && RespReader.TryRead(_bytes.ToArray(), ref at, out Reply reply))
                {
                    _bytes.RemoveRange(0, at);
                    return reply;
                }
                _bytes.AddRange(client.Receive(1));
                if (client.Socket.Available > 0) _bytes.AddRange(client.Receive(client.Socket.Available));
            }
        }
    }
}
