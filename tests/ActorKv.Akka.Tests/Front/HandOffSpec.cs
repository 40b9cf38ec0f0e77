// Key shards on their way between nodes of a cluster while clients write: nothing that was acknowledged is lost, and what is not acknowledged is never
// acknowledged by mistake.

using System.Globalization;
using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Engine.KeyShards;
using Akka.Cluster;

namespace ActorKv.Akka.Tests.Front;

public sealed class HandOffSpec : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("actorkv-akka-").FullName;

    private string JournalFile => Path.Combine(_directory, "journal.db");

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Acknowledged_writes_survive_the_way_from_A_to_B_and_back_to_A()
    {
        TestNode a = await TestNode.ClusterAsync(JournalFile);
        await using Writers writers = await Writers.StartAsync(a);
        await writers.ReachAsync(100);
        TestNode b = await TestNode.ClusterAsync(JournalFile, a);
        await UntilHosting(b);
        writers.MoveTo(b);
        await a.LeaveAsync();
        await writers.ReachAsync(writers.Acknowledged + 100);
        TestNode again = await TestNode.ClusterAsync(JournalFile, b);
        await UntilHosting(again);
        writers.MoveTo(again);
        await b.LeaveAsync();
        await writers.ReachAsync(writers.Acknowledged + 100);
        await writers.StopAsync();
        await writers.CheckAsync(again);
        await again.DisposeAsync();
    }

    [Fact]
    public async Task Acknowledged_writes_survive_a_node_that_is_killed()
    {
        TestNode a = await TestNode.ClusterAsync(JournalFile);
        TestNode b = await TestNode.ClusterAsync(JournalFile, a);
        await using Writers writers = await Writers.StartAsync(a);
        await UntilHosting(b);
        await writers.ReachAsync(100);
        await b.KillAsync();
        Cluster.Get(a.System).Down(Cluster.Get(b.System).SelfAddress);
        await writers.ReachAsync(writers.Acknowledged + 200);
        await writers.StopAsync();
        await writers.CheckAsync(a);
        await a.DisposeAsync();
    }

    private static Task UntilHosting(TestNode node) => Eventually.Holds(() => Array.Exists(node.Kv.Node.Store.Shards, shard => shard.Log is not null));

    // Connections that each count up keys of their own, in all key shards, and know what they were told.
    private sealed class Writers : IAsyncDisposable
    {
        private const int Count = 8;

        private readonly CancellationTokenSource _stop = new();
        private readonly List<Task> _all = [];
        private readonly Dictionary<string, long>[] _known = [.. Enumerable.Range(0, Count).Select(_ => new Dictionary<string, long>(StringComparer.Ordinal))];
        private volatile TestNode _node;
        private long _acknowledged;

        private Writers(TestNode node) => _node = node;

        public long Acknowledged => Interlocked.Read(ref _acknowledged);

        public static Task<Writers> StartAsync(TestNode node)
        {
            Writers writers = new(node);
            for (int i = 0; i < Count; i++)
            {
                int number = i;
                writers._all.Add(Task.Run(() => writers.WriteAsync(number)));
            }
            return Task.FromResult(writers);
        }

        /// <summary>From now on they go to another node.</summary>
        public void MoveTo(TestNode node) => _node = node;

        public async Task ReachAsync(long acknowledged)
        {
            await Eventually.Holds(() => Acknowledged >= acknowledged || _all.Exists(static writer => writer.IsFaulted));
            if (_all.Find(static writer => writer.IsFaulted) is { } failed) await failed;
        }

        public async Task StopAsync()
        {
            await _stop.CancelAsync();
            await Task.WhenAll(_all);
        }

        /// <summary>Every key is at what was acknowledged last, or beyond it by what nobody was told of.</summary>
        public async Task CheckAsync(TestNode node)
        {
            using RespConnection client = await node.ConnectAsync();
            foreach (Dictionary<string, long> known in _known)
            {
                foreach ((string key, long acknowledged) in known)
                {
                    string found = await GetAsync(client, key);
                    Assert.True(long.TryParse(found, NumberStyles.None, CultureInfo.InvariantCulture, out long value), $"{key} is {found}, and {acknowledged} was acknowledged");
                    Assert.True(value >= acknowledged, $"{key} is {value}, and {acknowledged} was acknowledged");
                }
            }
        }

        public async ValueTask DisposeAsync()
        {
            await StopAsync();
            _stop.Dispose();
        }

        // Its key shard may be on its way still: then nothing was executed, and a client asks again.
        private static async Task<string> GetAsync(RespConnection client, string key)
        {
            using CancellationTokenSource patience = new(TimeSpan.FromSeconds(60));
            while (true)
            {
                string found = await client.Run($"GET {key}");
                if (!found.StartsWith("(error) TRYAGAIN", StringComparison.Ordinal)) return found;
                patience.Token.ThrowIfCancellationRequested();
            }
        }

        private async Task WriteAsync(int number)
        {
            Dictionary<string, long> known = _known[number];
            while (!_stop.IsCancellationRequested)
            {
                TestNode node = _node;
                try
                {
                    using RespConnection client = await node.ConnectAsync();
                    for (int i = 0; node == _node && !_stop.IsCancellationRequested; i++)
                    {
                        string key = string.Create(CultureInfo.InvariantCulture, $"w{number}:{i % 16}");
                        string reply = await client.Run($"INCR {key}");
                        if (reply.StartsWith("(error) TRYAGAIN", StringComparison.Ordinal) || reply.StartsWith("(error) UNKNOWNOUTCOME", StringComparison.Ordinal)) continue;
                        long value = long.Parse(reply["(integer) ".Length..], CultureInfo.InvariantCulture);
                        Assert.True(value > known.GetValueOrDefault(key), $"{key} went from {known.GetValueOrDefault(key)} to {value}");
                        known[key] = value;
                        Interlocked.Increment(ref _acknowledged);
                    }
                }
                catch (Exception gone) when (gone is System.Net.Sockets.SocketException or EndOfStreamException or InvalidOperationException)
                {
                    // The node is on its way out; the next one is told by MoveTo.
                    await Task.Yield();
                }
            }
        }
    }
}
