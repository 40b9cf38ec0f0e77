// A key shard moves between three nodes over one SQLite file, as sharding moves it, while clients write. Every INCR that was acknowledged counts
// once, and one that was refused not at all.

using System.Globalization;
using ActorKv.Akka.KeyShards;
using ActorKv.Akka.Tests.KeyShards;
using Akka.Actor;

namespace ActorKv.Akka.Tests.Persistence;

public sealed class HandOffSpec : IDisposable
{
    private const int Outstanding = 40;

    private readonly SqliteFile _file = new();

    [Fact]
    public async Task Moving_under_load_loses_nothing_and_does_nothing_twice()
    {
        KeyShardSettings settings = new() { SnapshotAfterEvents = 20 };
        SqliteNode[] nodes = [.. new[] { "a", "b", "c" }.Select(name => new SqliteNode(_file, name, settings))];
        foreach (SqliteNode node in nodes) await node.Sys.ActorOf<DeadRequests>().Ask<ActorIdentity>(new Identify(1));

        int answered = 0;
        for (int move = 0; move < 7; move++)
        {
            SqliteNode node = nodes[move % nodes.Length];
            node.Start();
            await node.WatchAsync(node.Shard);
            for (int i = 0; i < Outstanding; i++) node.Asker.Tell("INCR n");
            // Whoever is answered asks again, until all have been refused.
            for (int refused = 0; refused < Outstanding;)
            {
                object answer = await node.Asker.Probe.ExpectMsgAsync<object>();
                if (answer is not ShardReplies)
                {
                    Assert.IsType<NotDelivered>(answer);
                    refused++;
                    continue;
                }
                if (++answered == 100 * (move + 1)) node.Shard.Tell(StopKeyShard.Instance);
                node.Asker.Tell("INCR n");
            }
            await node.ExpectTerminatedAsync(node.Shard);
            Assert.Equal(0, node.Node.Store.CountKeys());
        }
        nodes[0].Start();
        Assert.Equal(answered.ToString(CultureInfo.InvariantCulture), await nodes[0].Asker.Run("GET n"));
        foreach (SqliteNode node in nodes) await node.End();
    }

    [Fact]
    public async Task A_snapshot_and_the_events_behind_it_give_the_state_of_before()
    {
        SqliteNode a = new(_file, "a", new KeyShardSettings { SnapshotAfterEvents = 7 }), b = new(_file, "b");
        a.Start();
        for (int i = 0; i < 40; i++) await a.Asker.Ask($"SET k{i} {i}", $"HSET h f{i} {i}", "RPUSH l a b", $"ZADD z {i} m{i}", "LPOP l");
        string digest = a.Node.Digest;
        await a.Stop();
        Assert.InRange(_file.Count("SELECT count(*) FROM snapshot"), 1, 2);
        Assert.InRange(_file.Count("SELECT count(*) FROM journal WHERE deleted = 0"), 0, 20);
        b.Start();
        Assert.Equal("39", await b.Asker.Run("GET k39"));
        Assert.Equal(digest, b.Node.Digest);
        await a.End();
        await b.End();
    }

    [Fact]
    public async Task The_file_is_written_ahead_and_takes_a_sequence_number_once()
    {
        SqliteNode a = new(_file, "a");
        a.Start();
        await a.Asker.Run("SET k v");
        Assert.Equal(1, _file.Count("SELECT journal_mode = 'wal' FROM pragma_journal_mode"));
        Assert.Throws<Microsoft.Data.Sqlite.SqliteException>(() => _file.Count("""
            INSERT INTO journal (created, deleted, persistence_id, sequence_number, message)
            SELECT created, deleted, persistence_id, sequence_number, message FROM journal RETURNING 1
            """));
        await a.End();
    }

    public void Dispose() => _file.Dispose();
}
