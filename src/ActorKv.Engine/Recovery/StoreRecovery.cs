// From the data directory to a living store.
//
//   save (newest that is whole)      tail of the save               journal
//   shard 0  up to LSN 120           LSN 118 .. 131                 rows … 119 | 120 .. 127 | 128 .. 140
//   shard 1  up to LSN 123           (only when taken without       each shard takes from them the turns after its own LSN
//   …                                 a journal)
//
// Shards are loaded in parallel; so are rows applied: every worker walks over all rows of a window and applies the effects of its own shards,
// while the next window is read. Two windows take turns and keep their memory: an array for each row would be as much garbage as the
// journal is long, at the very time when the heap grows. Each row's CRC is checked once. A row that is damaged, missing or unknown stops the start with an error that names it and says what
// can be done; nothing is skipped. A damaged save is told and the one before it is taken, with the rows since then, which are kept for
// that purpose.

using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using ActorKv.Core.Commands.Scripting;
using ActorKv.Core.DataTypes;
using ActorKv.Core.Keyspaces;
using ActorKv.Core.Turns;
using ActorKv.Engine.Commits;
using Microsoft.Extensions.Logging;

namespace ActorKv.Engine.Recovery;

internal sealed class StoreRecovery(Store store)
{
    private const int WindowBytes = 4 * 1024 * 1024;
    private const string WrongChecksum = "its checksum is wrong";
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(2);

    private readonly long[] _shardLsns = new long[store.Options.KeyShards];
    private long _through = long.MaxValue;
    private readonly int _workers = Math.Clamp(Environment.ProcessorCount, 1, Math.Min(8, store.Options.KeyShards));

    /// <summary>Loads everything into the store's empty states. Returns the LSN of the last turn found.</summary>
    public long LoadAll()
    {
        long started = Stopwatch.GetTimestamp();
        store.Progress.StartedAt = store.NowMilliseconds;
        store.Progress.TotalBytes = store.Journal.SizeInBytes;
        int[] all = [.. Enumerable.Range(0, store.Options.KeyShards)];
        long last = Load(all, store.States);
        store.Progress.Duration = Stopwatch.GetElapsedTime(started);
        return Math.Max(last, store.Journal.LastLsn);
    }

    /// <summary>Rebuilds some shards, which the caller holds, from what is durable now.</summary>
    public void Reload(int[] shards)
    {
        if (shards.Length == 0) return;
        KeyShardState[] fresh = store.NewStates();
        Load(shards, fresh);
        foreach (int index in shards) store.States[index].TakeOver(fresh[index]);
        if (shards.Contains(LibraryCommand.Home)) store.Functions.Recover(store.States[LibraryCommand.Home]);
    }

    /// <summary>Loads some shards as they were at the moment of a save, into empty states.</summary>
    /// <exception cref="JournalException">The save is damaged, or gone by now.</exception>
    public void LoadAt(SnapshotSave save, int[] shards, KeyShardState[] states)
    {
        _through = save.Lsn;
        foreach (int index in shards) LoadShard(save, index, states[index]);
        ApplyBehind(save, shards, states);
    }

    private long Load(int[] shards, KeyShardState[] states)
    {
        SnapshotSave? save = LoadNewestSave(shards, states);
        return ApplyBehind(save, shards, states);
    }

    // The turns behind a save. Returns the LSN of the last.
    private long ApplyBehind(SnapshotSave? save, int[] shards, KeyShardState[] states)
    {
        long from = save?.MinShardLsn ?? 0;
        bool[] wanted = new bool[states.Length];
        foreach (int index in shards) wanted[index] = true;
        long next = from + 1;
        if (save is not null) Apply(SaveTail.Read(store.SnapshotStore, save, store.Options.KeyShards), states, wanted, ref next);
        Apply(store.Journal.Read(next - 1), states, wanted, ref next);
        return next - 1;
    }

    private SnapshotSave? LoadNewestSave(int[] shards, KeyShardState[] states)
    {
        Exception? damage = null;
        foreach (SnapshotSave save in store.SnapshotStore.Saves)
        {
            try
            {
                Parallel.ForEach(shards, new ParallelOptions { MaxDegreeOfParallelism = _workers }, index => LoadShard(save, index, states[index]));
                return save;
            }
            catch (AggregateException failure) when (failure.InnerExceptions.All(inner => inner is JournalException or RdbFormatException))
            {
                damage = failure.InnerExceptions[0];
                store.Log.LogError("Save {Save} is damaged and is left out: {Reason}", save.Id, damage.Message);
                foreach (int index in shards) states[index].TakeOver(new KeyShardState(index, store.Options.Databases, 0));
            }
        }
        if (damage is not null) throw new JournalException($"No save of the data directory is whole, so it cannot be loaded: {damage.Message} Restore the directory from a backup.", damage);
        return null;
    }

    private void LoadShard(SnapshotSave save, int index, KeyShardState state)
    {
        using IEnumerator<SnapshotChunk> chunks = store.SnapshotStore.Read(save, index).GetEnumerator();
        long keys = ShardSnapshot.Read(NextChunk, state, store.Settings);
        if (_through == long.MaxValue) store.Progress.AddKeys(keys);

        ReadOnlyMemory<byte> NextChunk()
        {
            if (!chunks.MoveNext()) return default;
            SnapshotChunk chunk = chunks.Current;
            _shardLsns[index] = chunk.ShardLsn;
            // The store may use the chunk's memory for the next one, and a key at a chunk's end is needed until its value has been read.
            return chunk.IsLast ? chunk.Payload : chunk.Payload.ToArray();
        }
    }

    private void Apply(IEnumerable<JournalRow> rows, KeyShardState[] states, bool[] wanted, ref long next)
    {
        EffectReplay[] replays = [.. Enumerable.Range(0, _workers).Select(_ => new EffectReplay(store.Commands, states, store.Settings))];
        RowWindow window = new(WindowBytes), other = new(WindowBytes);
        Task applying = Task.CompletedTask;
        long told = Stopwatch.GetTimestamp();
        foreach (JournalRow row in rows)
        {
            if (row.LastLsn < next) continue;
            if (row.FirstLsn > _through) break;
            if (row.FirstLsn > next) throw Missing(next, row.FirstLsn);
            next = row.LastLsn + 1;
            bool isFull = !window.HasRoomFor(row);
            if (isFull)
            {
                Wait(applying);
                applying = Begin(window.Rows, replays, wanted);
                if (_through == long.MaxValue) store.Progress.LoadedBytes += window.Bytes;
                (window, other) = (other, window);
                window.Clear();
            }
            window.Add(row);
            if (!isFull || Stopwatch.GetElapsedTime(told) < TellEvery) continue;
            told = Stopwatch.GetTimestamp();
            store.Log.LogInformation("Loading: {Loaded} of about {Total} MiB of journal, LSN {Lsn}", store.Progress.LoadedBytes >> 20, store.Progress.TotalBytes >> 20, next - 1);
        }
        Wait(applying);
        Wait(Begin(window.Rows, replays, wanted));
        if (_through == long.MaxValue) store.Progress.AddEffects(replays.Sum(replay => replay.Applied));
    }

    private Task Begin(List<JournalRow> window, EffectReplay[] replays, bool[] wanted) => Task.WhenAll(replays.Select((replay, worker) => Task.Run(() =>
    {
        bool[] mine = [.. wanted.Select((isWanted, shard) => isWanted && shard % _workers == worker)];
        for (int i = 0; i < window.Count; i++)
        {
            // The CRC of a row is checked by one worker; the others may apply it meanwhile, because a damaged row ends the start anyway. Whatever
            // that does to them, they say the same.
            JournalRow row = window[i];
            if (i % _workers == worker && !row.IsIntact) throw Damaged(row, WrongChecksum);
            ApplyRow(row, replay, mine);
        }
    })));

    private void ApplyRow(in JournalRow row, EffectReplay replay, bool[] mine)
    {
        if (!MemoryMarshal.TryGetArray(row.Payload, out ArraySegment<byte> payload)) throw new UnreachableException();
        byte[] bytes = payload.Array!;
        int at = payload.Offset, end = at + payload.Count;
        try
        {
            for (int turn = 0; turn < row.Turns && row.FirstLsn + turn <= _through; turn++)
            {
                int length = TurnLength.Read(bytes, ref at, end);
                replay.Apply(bytes, at, length, row.Time, row.FirstLsn + turn, mine, _shardLsns);
                at += length;
            }
        }
        catch (Exception failure) when (failure is EffectFormatException or EffectReplayException or FormatException || !row.IsIntact)
        {
            throw Damaged(row, row.IsIntact ? failure.Message : WrongChecksum, failure);
        }
    }

    private JournalException Damaged(in JournalRow row, string why, Exception? cause = null) => new(string.Create(CultureInfo.InvariantCulture,
        $"Journal row {row.FirstLsn}..{row.LastLsn} cannot be replayed: {why}. Nothing was changed. Restore the data directory from a backup, or give up this row and everything after it: {store.Journal.WayOut(row.FirstLsn)}"), cause);

    private JournalException Missing(long next, long found) => new(string.Create(CultureInfo.InvariantCulture,
        $"The journal goes on at turn {found} where {next} is expected: rows are missing. Restore the data directory from a backup, or give up everything from there on: {store.Journal.WayOut(found)}"));

    private static void Wait(Task task) => task.GetAwaiter().GetResult();
}
