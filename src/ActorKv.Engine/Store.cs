// The engine: all key shards of a node, the commit queue, and what hangs on them. Hosts (the TCP server, an application in the same process)
// make sessions on it.
//
//   sessions ──turns──► key shards ──effects──► commit queue ──rows──► IJournal          (append-only log)
//                          │ snapshots, shard by shard ─────────────► ISnapshotStore    (saves)
//                          └ recovery: newest save, then the rows after it

using System.Security.Cryptography;
using ActorKv.Core.Commands;
using ActorKv.Core.Keys;
using ActorKv.Core.Keyspaces;
using ActorKv.Core.Turns;
using ActorKv.Engine.Access;
using ActorKv.Engine.Blocking;
using ActorKv.Engine.Clustering;
using ActorKv.Engine.Commits;
using ActorKv.Engine.Configuration;
using ActorKv.Engine.Eviction;
using ActorKv.Engine.Feeds;
using ActorKv.Engine.KeyShards;
using ActorKv.Engine.PubSub;
using ActorKv.Engine.Recovery;
using ActorKv.Engine.Routing;
using ActorKv.Engine.Scripting;
using ActorKv.Engine.Sessions;
using ActorKv.Engine.Statistics;
using ActorKv.Engine.Tracking;
using ActorKv.Engine.Transactions;
using ActorKv.Protocol;
using Microsoft.Extensions.Logging;

namespace ActorKv.Engine;

internal sealed partial class Store : IAsyncDisposable
{
    private readonly TaskCompletionSource<bool> _shutdown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ulong _hashSeed = RandomSeed();
    private IShardedJournal? _shardedJournal;
    private volatile bool _loading = true;
    private volatile bool _isFenced;

    public Store(ServerParameters parameters, IJournal journal, ISnapshotStore snapshots, CommandTable commands, TimeProvider time, ILogger log)
    {
        Parameters = parameters;
        Journal = journal;
        SnapshotStore = snapshots;
        Commands = commands;
        Time = time;
        Log = log;
        States = NewStates();
        Shards = [.. States.Select(state => new KeyShard(state))];
        Monitor = new MonitorFeed(time);
        Pause = new ClientPause(time);
        Supervision = new Supervision(this);
        Blocking = new BlockingCommands(this);
        Changed = new ChangeFeed(this);
        Feed = new CommitFeed(this);
        Notifications = new KeyspaceNotifications(this);
        Tracking = new KeyTracking(this);
        WatchedKeys = new WatchedKeys(this);
        Saves = new Saves(this);
        Statistics = new ServerStatistics(this);
        Timing = new CallTiming(this);
        Access = new AccessControl(parameters, commands, Statistics.Commands, log);
        StartedAt = NowMilliseconds;
        StoreParameters.Bind(this);
        Evictor = new Evictor(this);
        ClientEviction = new ClientEviction(this);
        Functions = new Functions(this);
        Heartbeat = new Heartbeat(this);
        Commits = null!;
    }

    public ServerParameters Parameters { get; }

    public ServerOptions Options => Parameters.Options;

    public IJournal Journal { get; }

    public ISnapshotStore SnapshotStore { get; }

    public CommandTable Commands { get; }

    public TimeProvider Time { get; }

    public ILogger Log { get; }

    public KeyShard[] Shards { get; }

    /// <summary>The shards' states, in order; what turns look keys up in.</summary>
    public KeyShardState[] States { get; }

    public KeyspaceSettings Settings { get; } = new();

    public RespLimits Limits { get; } = new();

    /// <summary>Made when recovery is done: <see cref="RecoverAsync"/>.</summary>
    public CommitQueue Commits { get; private set; }

    public SessionRegistry Sessions { get; } = new();

    public PubSubHub PubSub { get; } = new();

    public KeyspaceNotifications Notifications { get; }

    public MonitorFeed Monitor { get; }

    public KeyTracking Tracking { get; }

    public ClientPause Pause { get; }

    public Supervision Supervision { get; }

    public BlockingCommands Blocking { get; }

    /// <summary>What turns change, as it happens.</summary>
    public ChangeFeed Changed { get; }

    /// <summary>What has been committed, for who follows.</summary>
    public CommitFeed Feed { get; }

    public WatchedKeys WatchedKeys { get; }

    public Scripts Scripts { get; } = new();

    public Functions Functions { get; }

    public Saves Saves { get; }

    public ServerStatistics Statistics { get; }

    public CallTiming Timing { get; }

    public AccessControl Access { get; }

    public Heartbeat Heartbeat { get; }

    public Evictor Evictor { get; }

    public ClientEviction ClientEviction { get; }

    /// <summary>The cluster that this node is a member of, or null. Set before anybody connects.</summary>
    public ICluster? Cluster { get; set; }

    /// <summary>Makes what carries a connection's commands to where their key shards are; null when all are here. Set before anybody connects.</summary>
    public Func<Session, IShardRouter>? NewRouter { get; set; }

    /// <summary>What all nodes of the cluster share; null without one. Set before anybody connects.</summary>
    public ISharedDefinitions? Shared { get; set; }

    public bool RequiresAuthentication => !Access.Default.IsOpen;

    /// <summary>Unix milliseconds.</summary>
    public long StartedAt { get; }

    public long NowMilliseconds => Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>True until recovery is done: commands over keys answer -LOADING.</summary>
    public bool IsLoading => _loading;

    /// <summary>How far recovery has come, for INFO.</summary>
    public RecoveryProgress Progress { get; } = new();

    /// <summary>Opens and closes the key shards of a node of a cluster; null where all are always here.</summary>
    public ShardKeeper? Keeper { get; private set; }

    /// <summary>True when the host keeps the effects of each key shard itself: <see cref="OpenByShards"/>.</summary>
    public bool IsKeptByShards { get; private set; }

    /// <summary>The error that writing commands get at the moment, or null.</summary>
    public string? WritesRefused => Commits?.Fault is { } fault ? JournalErrors.Refused(fault) : null;

    /// <summary>False stops the sweep that removes expired keys (DEBUG SET-ACTIVE-EXPIRE).</summary>
    public bool ActiveExpire { get; set; } = true;

    /// <summary>Changes since the start; INFO shows those since the last save.</summary>
    public long Changes => Shards.Sum(shard => shard.Changes);

    /// <summary>Ends when somebody asks the store to stop, with whether to save before.</summary>
    public Task<bool> ShutdownRequested => _shutdown.Task;

    public void RequestShutdown(bool save) => _shutdown.TrySetResult(save);

    /// <summary>Number of keys in all databases, about: read without holding the shards.</summary>
    public long CountKeys() => States.Sum(state => Enumerable.Range(0, state.Databases).Sum(database => (long)(state.Existing(database)?.Count ?? 0)));

    public KeyShard ShardOf(ReadOnlySpan<byte> key) => Shards[Slot.ToShard(Slot.Of(key), Shards.Length)];

    /// <param name="reply">Where the turn's commands reply.</param>
    /// <param name="owner">Whose turns they are; null for the store's own.</param>
    public KeyTurn NewTurn(RespWriter reply, Session? owner = null) => new(States, Settings, new TurnRandom(RandomSeed())) { Reply = reply, Owner = owner, Rights = owner };

    /// <summary>Fresh states, for recovery and restarts.</summary>
    public KeyShardState[] NewStates() => [.. Enumerable.Range(0, Options.KeyShards).Select(NewState)];

    /// <summary>A fresh state for one key shard.</summary>
    public KeyShardState NewState(int index) => new(index, Options.Databases, _hashSeed);

    /// <summary>Replaces a key shard, which the caller holds, by an empty one that nobody is in. Who waits for the old one waits in vain: their
    /// sessions must have ended.</summary>
    public void Renew(int index)
    {
        KeyShardState state = States[index];
        state.TakeOver(NewState(index));
        state.Holder = null;
        state.WaitedKeys = 0;
        Shards[index] = new KeyShard(state) { Changes = Shards[index].Changes };
        Evictor.Note(Shards[index]);
    }

    /// <summary>Puts a turn's effects into the commit queue, for the one shard it holds. Returns the LSN that the reply depends on.</summary>
    public long Commit(KeyTurn turn, KeyShard shard)
    {
        if (turn.Changes > 0)
        {
            if (turn.Effects.Count > 0)
            {
                if (_keeping) shard.LastLsn = Append(shard, turn.Effects.Bytes);
                if (Changed.IsOn) Changed.Tell(turn);
            }
            shard.Changes += turn.Changes;
            if (Evictor.IsLimited) Evictor.Note(shard);
        }
        if (turn.LeavesMore) Notifications.Publish(turn.Notices);
        turn.Reset();
        return shard.LastLsn;
    }

    /// <summary>The same for a turn that holds several shards.</summary>
    public long Commit(KeyTurn turn, ReadOnlySpan<int> held)
    {
        long last = 0;
        if (turn.Changes > 0 && held.Length > 0)
        {
            long lsn = turn.Effects.Count > 0 && _keeping ? Append(Shards[held[0]], turn.Effects.Bytes) : 0;
            if (Changed.IsOn) Changed.Tell(turn);
            foreach (int index in held) Shards[index].LastLsn = Math.Max(Shards[index].LastLsn, lsn);
            Shards[held[0]].Changes += turn.Changes;
            if (Evictor.IsLimited)
            {
                foreach (int index in held) Evictor.Note(Shards[index]);
            }
        }
        foreach (int index in held) last = Math.Max(last, Shards[index].LastLsn);
        if (turn.LeavesMore) Notifications.Publish(turn.Notices);
        turn.Reset();
        return last;
    }

    /// <summary>The LSN when a reply that depends on it must wait, 0 when it may go.</summary>
    public long Gated(long lsn) => IsJournalling && lsn > Commits.Durable && Commits.Gates ? lsn : 0;

    /// <summary>The last commit: what is pending enters the journal, if it takes it. No turn may run any more.</summary>
    /// <returns>False when acknowledged turns are lost, or the journal is another process' now; the log has told.</returns>
    public bool CommitLast()
    {
        Commits?.Dispose();
        return Commits is null or { Lost: 0 } && !_isFenced;
    }

    /// <summary>Enters every key shard that is here, in order, and returns them. For what concerns the whole store.</summary>
    public async ValueTask<KeyShard[]> EnterAllAsync()
    {
        List<KeyShard> entered = new(Shards.Length);
        foreach (KeyShard shard in Shards)
            if (!shard.IsAway && await shard.EnterAsync()) entered.Add(shard);
        return [.. entered];
    }

    /// <summary>Leaves key shards that were entered.</summary>
    public static void Exit(KeyShard[] entered)
    {
        foreach (KeyShard shard in entered) shard.Exit();
    }

    public async ValueTask DisposeAsync()
    {
        _loading = true;
        await Heartbeat.DisposeAsync();
        Pause.Dispose();
        CommitLast();
        Journal.Dispose();
        _shardedJournal?.Dispose();
        SnapshotStore.Dispose();
    }

    // The journal refused a commit: every shard that changed since goes back to what the journal holds.
    private async ValueTask TakeBackAsync(FailedRun run)
    {
        KeyShard[] held = await EnterAllAsync();
        Commits.DropPending(run);
        int[] changed = [.. Shards.Where(shard => shard.LastLsn >= run.First).Select(shard => shard.Index)];
        if (!TryReload(changed)) return;
        foreach (int index in changed) Shards[index].LastLsn = run.First - 1;
        Evictor.Recount();
        Exit(held);
        Log.LogWarning("{Turns} turns were taken back, {Shards} key shards returned to what the journal holds", Commits.LastLsn - run.First + 1, changed.Length);
    }

    // False when what the journal holds cannot be known: then the key shards stay closed, and the store stops.
    private bool TryReload(int[] shards)
    {
        while (true)
        {
            try
            {
                new StoreRecovery(this).Reload(shards);
                return true;
            }
            catch (JournalException failure) when (failure.IsUnreachable && !_shutdown.Task.IsCompleted)
            {
                Log.LogError("Key shards cannot return to what the journal holds yet: {Reason}", failure.Message);
            }
            catch (JournalException failure)
            {
                Log.LogCritical("Key shards cannot return to what the journal holds, the store stops: {Reason}", failure.Message);
                RequestShutdown(save: false);
                return false;
            }
        }
    }

    // Another process has the journal: the key shards, which nobody enters any more, may be older than what it serves.
    private void OnFenced(JournalFencedException fenced)
    {
        Log.LogCritical("The store stops: {Reason}", fenced.Message);
        _isFenced = true;
        RequestShutdown(save: false);
    }

    private long Append(KeyShard shard, ReadOnlySpan<byte> effects) => shard.Log is { } log ? log.Append(effects) : Commits.Append(shard, effects);

    private void OnCommitted(TimeSpan time, bool always) => Timing.Latencies.Add(always ? "aof-fsync-always" : "aof-write", (long)time.TotalMilliseconds);

    private static ulong RandomSeed()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        return BitConverter.ToUInt64(bytes);
    }
}
