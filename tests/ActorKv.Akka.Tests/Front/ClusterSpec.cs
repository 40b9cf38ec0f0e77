// Two nodes, whose key shards are spread over both: what a client of one sees of the other.

using System.Globalization;
using System.Net;
using ActorKv.Acceptance.Tests.Harness;

namespace ActorKv.Akka.Tests.Front;

public sealed class ClusterSpec(ClusterSpec.Nodes nodes) : IClassFixture<ClusterSpec.Nodes>
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("SUBSCRIBE news", "PUBLISH", "[message, news, {0}]")]
    [InlineData("PSUBSCRIBE n?ws", "PUBLISH", "[pmessage, n?ws, news, {0}]")]
    [InlineData("SSUBSCRIBE news", "SPUBLISH", "[smessage, news, {0}]")]
    public async Task What_is_published_on_B_reaches_the_subscriber_on_A_once_and_in_order(string subscribe, string publish, string expected)
    {
        using RespConnection subscriber = await nodes.A.ConnectAsync(), publisher = await nodes.B.ConnectAsync();
        await subscriber.Run(subscribe);
        await KnowEachOther(subscriber, publisher, publish);
        for (int i = 0; i < 100; i++) Assert.Equal("(integer) 0", await publisher.Run($"{publish} news {i}"));
        for (int i = 0; i < 100; i++) Assert.Equal(string.Format(CultureInfo.InvariantCulture, expected, i), await subscriber.ReadAsync());
    }

    [Fact]
    public async Task Any_node_serves_any_key()
    {
        using RespConnection a = await nodes.A.ConnectAsync(), b = await nodes.B.ConnectAsync();
        for (int i = 0; i < 32; i++)
        {
            Assert.Equal("OK", await a.Run($"SET served:{i} {i}"));
            Assert.Equal(i.ToString(CultureInfo.InvariantCulture), await b.Run($"GET served:{i}"));
        }
    }

    [Fact]
    public async Task A_wait_that_is_cancelled_ends_at_its_key_shard_wherever_that_is()
    {
        foreach (TestNode node in (TestNode[])[nodes.A, nodes.B])
        {
            for (int i = 0; i < 16; i++)
            {
                IActorKv kv = node.Kv.Kv;
                string list = $"waited-for:{i}";
                using CancellationTokenSource cancel = new();
                Task<KvPopped<string>?> popped = kv.BLPopAsync([list], Timeout.InfiniteTimeSpan, cancel.Token).AsTask();
                await cancel.CancelAsync();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => popped.WaitAsync(s_patience));
                await kv.RPushAsync(list, "element");
                Assert.Equal("element", await kv.LPopAsync(list));
            }
        }
    }

    [RequiresFact(Needs.RedisTools)]
    public void Redis_benchmark_ends_without_errors_over_both_nodes_and_SQLite()
    {
        string port = ((IPEndPoint)nodes.B.Kv.Address!).Port.ToString(CultureInfo.InvariantCulture);
        string said = Tool.Run("redis-benchmark", "-p", port, "-t", "set,get,lpush", "-n", "500", "-P", "16", "-c", "20", "-r", "500", "-q").Succeeded();
        foreach (string name in (string[])["SET", "GET", "LPUSH"]) Assert.Contains($"{name}: ", said);
        Assert.DoesNotContain("error", said, StringComparison.OrdinalIgnoreCase);
    }

    // A node tells the others what it has subscribed to by gossip. So the publisher goes on until the first message has arrived, and the subscriber
    // reads up to the last of those.
    private static async Task KnowEachOther(RespConnection subscriber, RespConnection publisher, string publish)
    {
        using CancellationTokenSource patience = new(s_patience);
        Task<string> heard = subscriber.ReadAsync();
        while (!heard.IsCompleted)
        {
            patience.Token.ThrowIfCancellationRequested();
            await publisher.Run($"{publish} news try");
        }
        await publisher.Run($"{publish} news begin");
        for (string message = await heard; !message.EndsWith("begin]", StringComparison.Ordinal); message = await subscriber.ReadAsync())
        {
        }
    }

    public sealed class Nodes : IAsyncLifetime
    {
        private readonly string _directory = Directory.CreateTempSubdirectory("actorkv-akka-").FullName;

        internal TestNode A { get; private set; } = null!;

        internal TestNode B { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            string file = Path.Combine(_directory, "journal.db");
            A = await TestNode.ClusterAsync(file);
            B = await TestNode.ClusterAsync(file, A);
        }

        public async Task DisposeAsync()
        {
            await B.DisposeAsync();
            await A.DisposeAsync();
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(_directory, recursive: true);
        }
    }
}
