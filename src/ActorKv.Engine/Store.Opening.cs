// The three ways in which a store opens. Until one of them is done commands over keys answer -LOADING.
//
//   RecoverAsync    one node: everything that the journal and the snapshot store hold is loaded
//   OpenByShards    an Akka.NET node: key shards load themselves, from journals of their own
//   OpenSharded     a node of a cluster over one database: key shards come and go through the ShardKeeper

using ActorKv.Core.Commands.Scripting;
using ActorKv.Engine.Commits;
using ActorKv.Engine.KeyShards;
using ActorKv.Engine.Recovery;

namespace ActorKv.Engine;

internal sealed partial class Store
{
    /// <summary>Loads what the data directory holds, and opens the store.</summary>
    /// <exception cref="JournalException">The data cannot be loaded; the message says what and what to do.</exception>
    public async Task RecoverAsync()
    {
        StoreRecovery recovery = new(this);
        long lastLsn = await Task.Run(recovery.LoadAll);
        Functions.Recover(States[LibraryCommand.Home]);
        // The newest save may speak of turns that were never journalled: then the journal goes on behind it.
        while (lastLsn > Journal.LastLsn && Journal.DeleteThrough(lastLsn)) await Task.Yield();
        Feed.Start();
        Commits = new CommitQueue(new JournalTarget(Journal), lastLsn, Options.AppendFsync, TakeBackAsync, Time, Log)
        {
            Watcher = OnCommitted,
            Follower = Feed.OnCommitted,
            PutAway = () => EnterAllAsync().AsTask(),
            Fenced = OnFenced,
        };
        IsJournalling = Options.AppendOnly;
        Keep(IsJournalling);
        if (!IsJournalling) Commits.Hold();
        Parameters.OnChange("appendfsync", () => Commits.Policy = Options.AppendFsync);
        Parameters.OnChange("appendonly", () => { _ = Options.AppendOnly ? Saves.BeginJournallingAsync() : EndJournallingAsync(); });
        Saves.StartFrom(Changes);
        Evictor.Recount();
        _loading = false;
        Heartbeat.Start();
    }

    /// <summary>Opens the store for a host that keeps the effects of each key shard itself (<see cref="KeyShard.Log"/>) and loads and empties them
    /// one by one. There is no journal for all of them, and no save.</summary>
    public void OpenByShards()
    {
        IsKeptByShards = true;
        Commits = new CommitQueue(new JournalTarget(Journal), Journal.LastLsn, Options.AppendFsync, TakeBackAsync, Time, Log);
        Commits.Hold();
        Keep(true);
        Saves.StartFrom(Changes);
        _loading = false;
        Heartbeat.Start();
    }

    /// <summary>Opens the store of a node of a cluster, without any key shard: they come and go through <see cref="Keeper"/>. Each has a log of its own in
    /// the journal, which the store disposes of.</summary>
    /// <param name="journal">Where commits go.</param>
    /// <param name="load">Loads a key shard, by its number and epoch, from what is durable now: for one that has to return to that, after a commit that
    /// failed or a bug. What it cannot load is a <see cref="JournalException"/>.</param>
    public void OpenSharded(IShardedJournal journal, Func<int, long, Task<LoadedShard>> load)
    {
        ShardKeeper keeper = new(this, load);
        Keeper = keeper;
        _shardedJournal = journal;
        Commits = new CommitQueue(new ShardedJournalTarget(journal, Shards.Length), 0, Options.AppendFsync, keeper.TakeBackAsync, Time, Log)
        {
            Watcher = OnCommitted,
            PutAway = keeper.PutAllAwayAsync,
            Fenced = keeper.TellFenced,
        };
        IsJournalling = true;
        Keep(true);
        Parameters.OnChange("appendfsync", () => Commits.Policy = Options.AppendFsync);
        Parameters.OnChange("appendonly", () => Options.AppendOnly ? null : "a node of a cluster always journals");
        Saves.StartFrom(Changes);
        _loading = false;
        Heartbeat.Start();
    }
}
