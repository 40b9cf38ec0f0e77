// A store whose key shards come and go, over a journal and a clock that are in the test's hands: what a node of a cluster has of the engine.
//
//   await using TestNode node = TestNode.Open();          no key shard is here
//   node.OpenAll();                                        all of them are
//   await node.Run("SET k v")

using System.Collections.Concurrent;
using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Core.Keyspaces;
using ActorKv.Engine.Commands;
using ActorKv.Engine.Commits;
using ActorKv.Engine.Configuration;
using ActorKv.Engine.KeyShards;
using ActorKv.Engine.Recovery;
using ActorKv.Engine.Sessions;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorKv.Engine.Tests.KeyShards;

internal sealed class TestNode : IAsyncDisposable
{
    private readonly List<LocalSession> _sessions = [];
    private LocalSession? _main;

    private TestNode(Store store, MemoryShardedJournal journal, ManualTime time)
    {
        Store = store;
        Journal = journal;
        Time = time;
        store.OpenSharded(journal, (shard, epoch) => Unreadable is { } why ? throw new JournalException(why) : Task.FromResult(Load(shard, epoch)));
        Keeper.Fenced += Fenced.Enqueue;
        store.Commits.LongCommit = TimeSpan.Zero;
    }

    public Store Store { get; }

    public MemoryShardedJournal Journal { get; }

    public ManualTime Time { get; }

    public ShardKeeper Keeper => Store.Keeper!;

    /// <summary>Reading key shards back fails with this while it is set.</summary>
    public string? Unreadable { get; set; }

    /// <summary>What the host has been told about having been fenced.</summary>
    public ConcurrentQueue<JournalFencedException> Fenced { get; } = [];

    public static TestNode Open(Action<ServerOptions>? configure = null, Action<CommandTable>? commands = null, MemoryShardedJournal? journal = null)
    {
        ServerOptions options = new() { KeyShards = 8, Save = [] };
        configure?.Invoke(options);
        CommandTable table = EngineCommands.CreateAll();
        commands?.Invoke(table);
        ManualTime time = new();
        return new TestNode(new Store(new ServerParameters(options), new NoJournal(), new NoSnapshots(), table, time, NullLogger.Instance), journal ?? new MemoryShardedJournal(), time);
    }

    public LoadedShard Load(int shard, long epoch) => ShardLoader.Load(Store, shard, epoch, [], Journal.RowsOf(shard));

    /// <summary>Takes a key shard in, at the next epoch.</summary>
    public void OpenShard(int shard)
    {
        long epoch = Journal.Epochs[shard] = Journal.Epochs.GetValueOrDefault(shard) + 1;
        Keeper.Open(Load(shard, epoch));
    }

    public TestNode OpenAll()
    {
        for (int shard = 0; shard < Store.Shards.Length; shard++) OpenShard(shard);
        return this;
    }

    public int ShardOf(string key) => Store.ShardOf(Encoding.Latin1.GetBytes(key)).Index;

    public LocalSession NewSession()
    {
        LocalSession session = new(Store);
        lock (_sessions) _sessions.Add(session);
        return session;
    }

    /// <summary>Runs a command on a session that is there for this.</summary>
    public Task<string> Run(string line) => (_main ??= NewSession()).Run(line);

    /// <summary>Runs a command on a session of its own, and comes back when it waits.</summary>
    public Task<string> Start(string line, out LocalSession session)
    {
        session = NewSession();
        return session.Run(line);
    }

    public string Digest() => StateDigest.Compute(Store.States).ToHex();

    /// <summary>The digest of what the journal's rows give.</summary>
    public string ReplayedDigest() => StateDigest.Compute([.. Enumerable.Range(0, Store.Shards.Length).Select(shard => Load(shard, 0).State)]).ToHex();

    public async ValueTask DisposeAsync()
    {
        Journal.Fault = null;
        Journal.GoOn();
        foreach (LocalSession session in _sessions) session.Dispose();
        await Store.DisposeAsync();
    }
}
