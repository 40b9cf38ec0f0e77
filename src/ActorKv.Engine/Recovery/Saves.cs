// Taking saves: SAVE, BGSAVE, BGREWRITEAOF, save points, and automatic rewriting are one mechanism.
//
//   for each key shard:  enter · serialise into memory · note the LSN · leave · write the chunks
//   then                 wait until the journal holds everything the shards spoke of, or add the tail when there is no journal
//   then                 complete the save, delete the rows that no kept save needs
//
// Nothing forks and no memory doubles: one shard at a time is serialised, for as long as that takes its turns wait, and all others go on.
// Two saves are kept, and the journal back to the older of them, so that a damaged save does not cost the data.
//
// On a node of a cluster the host takes and stores key shards one by one, as each is due (ShardKeeper.Snapshots.cs): a save asks it for all of them,
// and save points do not.
//
// A save that is asked for while another is under way can be scheduled (BGSAVE SCHEDULE, BGREWRITEAOF): the heartbeat begins it afterwards.

using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using ActorKv.Core.Keyspaces;
using ActorKv.Engine.Commits;
using ActorKv.Engine.Configuration;
using ActorKv.Engine.KeyShards;
using ActorKv.Engine.Sessions;
using Microsoft.Extensions.Logging;

namespace ActorKv.Engine.Recovery;

internal sealed class Saves(Store store)
{
    private const int KeptSaves = 2;

    private readonly Lock _lock = new();
    private Task? _running;
    private long _startedAt;
    private long _changesAtSave;
    private long _sizeAfterRewrite;
    private long _retryAfter;

    /// <summary>Takes a save of what is on this node, where the host stores each key shard by itself; null where saves are of the whole store.</summary>
    public Func<Task>? TakeByShards { get; set; }

    public bool IsRunning => _running is { IsCompleted: false };

    /// <summary>True while the save under way was asked for as a rewriting of the journal.</summary>
    public bool IsRewriting { get; private set; }

    /// <summary>Unix seconds of the last save that succeeded, or of the start.</summary>
    public long LastSave { get; private set; }

    public bool LastSucceeded { get; private set; } = true;

    /// <summary>The error that writing commands get since the last save failed, if stop-writes-on-bgsave-error wants that; null otherwise. In a cluster
    /// always null: everything is in the journal, and a save fails there whenever a key shard moves meanwhile.</summary>
    public string? WritesRefused => LastSucceeded || store.Keeper is not null || !store.Options.StopWritesOnBgSaveError || store.Options.Save.Count == 0 ? null : SessionErrors.SaveFailed;

    public bool LastRewriteSucceeded { get; private set; } = true;

    /// <summary>How long the last save took, or the last rewriting; -1 second when there was none.</summary>
    public TimeSpan LastDuration { get; private set; } = TimeSpan.FromSeconds(-1);

    /// <inheritdoc cref="LastDuration"/>
    public TimeSpan LastRewriteDuration { get; private set; } = TimeSpan.FromSeconds(-1);

    /// <summary>How long the save under way has taken; -1 second when none is.</summary>
    public TimeSpan CurrentDuration => IsRunning ? TimeSpan.FromMilliseconds(store.NowMilliseconds - _startedAt) : TimeSpan.FromSeconds(-1);

    /// <summary>Saves that succeeded since the start, those asked for as a rewriting not among them.</summary>
    public long Taken { get; private set; }

    public long Rewrites { get; private set; }

    /// <summary>Rewritings that failed since the last that succeeded.</summary>
    public long RewritesFailed { get; private set; }

    public bool IsSaveScheduled { get; private set; }

    public bool IsRewriteScheduled { get; private set; }

    public long ChangesSinceLast => store.Changes - _changesAtSave;

    public long SizeAfterRewrite => _sizeAfterRewrite;

    /// <summary>Recovery is done; what it loaded counts as saved.</summary>
    public void StartFrom(long changes)
    {
        _changesAtSave = changes;
        _sizeAfterRewrite = store.Journal.SizeInBytes;
        LastSave = store.NowMilliseconds / 1000;
    }

    /// <summary>Begins a save; false when one is under way.</summary>
    /// <param name="rewrite">Whether it was asked for as a rewriting of the journal.</param>
    /// <param name="save">Ends with the save; faulted when it failed.</param>
    public bool TryBegin(bool rewrite, out Task save) => TryBegin(rewrite, held: false, out save);

    /// <summary>Begins a save as soon as none is under way, and returns it.</summary>
    public async Task<Task> BeginNextAsync()
    {
        Task save;
        while (!TryBegin(rewrite: false, out save)) await WaitAsync();
        return save;
    }

    /// <summary>Enters every key shard, which the caller has to leave, and begins a save of this moment. Only while nothing is journalled: a
    /// journal that fails wants the shards, to take turns back, before it lets go whoever waits for it.</summary>
    public async Task<Task> BeginHeldAsync()
    {
        while (true)
        {
            await WaitAsync();
            await store.EnterAllAsync();
            if (TryBegin(rewrite: false, held: true, out Task save)) return save;
            Store.Exit(store.Shards);
        }
    }

    private bool TryBegin(bool rewrite, bool held, out Task save)
    {
        lock (_lock)
        {
            save = _running ?? Task.CompletedTask;
            if (IsRunning) return false;
            Begin(rewrite, beginJournal: false, held);
            save = _running;
            return true;
        }
    }

    /// <summary>Has a save begin when the one under way has ended.</summary>
    public void Schedule(bool rewrite)
    {
        if (rewrite) IsRewriteScheduled = true;
        else IsSaveScheduled = true;
    }

    /// <summary>Takes the save that a journal builds on, and begins journalling: CONFIG SET appendonly yes.</summary>
    public async Task BeginJournallingAsync()
    {
        while (true)
        {
            Task running;
            lock (_lock)
            {
                if (store.IsJournalling) return;
                if (!IsRunning) Begin(rewrite: true, beginJournal: true, held: false);
                running = _running!;
            }
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (store.IsJournalling) return;
            if (running.IsFaulted) await running;
        }
    }

    /// <summary>Waits for the save under way, if there is one.</summary>
    public async Task WaitAsync()
    {
        if (_running is { } running) await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Begins a save when one is scheduled, or a save point or the journal's growth says so.</summary>
    public void BeginDue()
    {
        long now = store.NowMilliseconds / 1000;
        if (IsRunning) return;
        if (IsSaveScheduled || IsRewriteScheduled)
        {
            TryBegin(rewrite: IsRewriteScheduled, out _);
            return;
        }
        // The host knows how far the log of each key shard has grown.
        if (TakeByShards is not null || now < _retryAfter) return;
        long changes = ChangesSinceLast, since = now - LastSave;
        foreach (SavePoint point in store.Options.Save)
        {
            if (changes < point.Changes || since < point.Seconds) continue;
            store.Log.LogInformation("{Changes} changes in {Seconds} seconds: saving", changes, since);
            TryBegin(rewrite: false, out _);
            return;
        }
        long size = store.Journal.SizeInBytes;
        if (!store.IsJournalling || store.Options.AutoAofRewritePercentage <= 0 || size < store.Options.AutoAofRewriteMinSize) return;
        if (size - _sizeAfterRewrite < Math.Max(1, _sizeAfterRewrite) / 100.0 * store.Options.AutoAofRewritePercentage) return;
        store.Log.LogInformation("The journal has grown to {Size} MiB: rewriting it", size >> 20);
        TryBegin(rewrite: true, out _);
    }

    [MemberNotNull(nameof(_running))]
    private void Begin(bool rewrite, bool beginJournal, bool held)
    {
        IsRewriting = rewrite;
        if (rewrite) IsRewriteScheduled = false;
        else IsSaveScheduled = false;
        _startedAt = store.NowMilliseconds;
        _running = Task.Run(() => RunAsync(beginJournal, held));
    }

    private async Task RunAsync(bool beginJournal, bool held)
    {
        try
        {
            await TakeAsync(beginJournal, held);
            LastSucceeded = LastRewriteSucceeded = true;
            LastSave = store.NowMilliseconds / 1000;
            RewritesFailed = 0;
            if (IsRewriting) Rewrites++;
            else Taken++;
        }
        catch (Exception failure) when (Supervision.IsBug(failure))
        {
            if (IsRewriting)
            {
                LastRewriteSucceeded = false;
                RewritesFailed++;
            }
            else LastSucceeded = false;
            _retryAfter = store.NowMilliseconds / 1000 + 5;
            store.Log.LogError(failure, "The save failed");
            throw;
        }
        finally
        {
            TimeSpan duration = TimeSpan.FromMilliseconds(store.NowMilliseconds - _startedAt);
            if (IsRewriting) LastRewriteDuration = duration;
            else LastDuration = duration;
            IsRewriting = false;
        }
    }

    private async Task TakeAsync(bool beginJournal, bool held)
    {
        long changes = store.Changes;
        if (TakeByShards is { } take)
        {
            await take();
            _changesAtSave = changes;
            return;
        }
        bool recording = !store.IsJournalling;
        if (recording)
        {
            store.Commits.TakePending(out _);
            store.BeginRecording();
        }
        try
        {
            using ISnapshotSaveWriter writer = store.SnapshotStore.BeginSave();
            ChunkBuffer buffer = new();
            foreach (KeyShard shard in store.Shards)
            {
                if (!held) await shard.EnterAsync();
                long lsn, began = Stopwatch.GetTimestamp();
                try
                {
                    ShardSnapshot.Write(shard.State, buffer);
                    lsn = store.Commits.LastJournalLsn;
                }
                finally
                {
                    if (!held) shard.Exit();
                    store.Timing.Latencies.Add("save-shard", (long)Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                }
                AddShard(writer, shard.Index, lsn, buffer);
            }
            List<JournalRow> tail = [];
            long last;
            if (recording)
            {
                // Turns that no journal has may be before it: one more number makes a gap that who follows the journal cannot miss.
                store.Commits.Append(null, []);
                tail = store.Commits.TakePending(out last);
            }
            else
            {
                last = store.Commits.LastJournalLsn;
                await store.Commits.FlushAsync();
            }
            SaveTail.Write(writer, store.Shards.Length, tail, last);
            writer.Complete(store.NowMilliseconds, last);
            if (beginJournal)
            {
                // The journal goes on behind the save; what it held before is of no use to it any more.
                while (store.Journal.DeleteThrough(last)) await Task.Yield();
                store.BeginJournalling();
            }
        }
        finally
        {
            if (recording) store.EndRecording();
        }
        _changesAtSave = changes;
        store.SnapshotStore.DeleteOld(KeptSaves);
        long needed = Math.Min(store.SnapshotStore.Saves.Min(save => save.MinShardLsn), LastForReaders());
        while (store.Journal.DeleteThrough(needed)) await Task.Yield();
        _sizeAfterRewrite = store.Journal.SizeInBytes;
        store.Log.LogInformation("Saved");
    }

    // Rows that no save needs are kept for who follows the journal, as far as the configuration says.
    private long LastForReaders()
    {
        ServerOptions options = store.Options;
        if (options is { ChangesRetentionBytes: 0, ChangesRetentionSeconds: 0 }) return long.MaxValue;
        long since = options.ChangesRetentionSeconds > 0 ? store.NowMilliseconds - options.ChangesRetentionSeconds * 1000 : long.MaxValue;
        return store.Journal.LastBefore(options.ChangesRetentionBytes, since);
    }

    private static void AddShard(ISnapshotSaveWriter writer, int shard, long lsn, ChunkBuffer buffer)
    {
        List<ReadOnlyMemory<byte>> pieces = buffer.Take();
        for (int part = 0; part < pieces.Count; part++) writer.Add(new SnapshotChunk(shard, part, part == pieces.Count - 1, lsn, pieces[part]));
        buffer.Clear();
    }
}
