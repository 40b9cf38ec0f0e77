// Builds one key shard from the snapshot and the log that a cluster keeps of it.
//
//   snapshot, up to turn 120        rows … 112-118 | 119-125 | 126-140        the shard takes the turns after 120
//
// Every row's CRC is checked and there may be no gap. A row that is damaged, missing or unknown ends the loading with an error that names key shard
// and row; nothing is skipped, and the key shard stays closed. Several may be loaded at once, each by a call of its own.

using System.Globalization;
using System.Runtime.InteropServices;
using ActorKv.Core.DataTypes;
using ActorKv.Core.Keyspaces;
using ActorKv.Core.Turns;
using ActorKv.Engine.Commits;
using ActorKv.Engine.KeyShards;

namespace ActorKv.Engine.Recovery;

internal sealed class ShardLoader
{
    private const string Remedy = "Nothing was changed. Restore the database from a backup; other key shards go on.";

    private readonly Store _store;
    private readonly int _shard;
    private readonly KeyShardState _state;
    private readonly EffectReplay _replay;
    private long _last;

    private ShardLoader(Store store, int shard)
    {
        _store = store;
        _shard = shard;
        _state = store.NewState(shard);
        // An effect on another key shard does not belong into these rows: where the others would be is a state that is nobody's. It has as many databases as
        // any, which MOVE and COPY ask for.
        KeyShardState[] states = new KeyShardState[store.Shards.Length];
        Array.Fill(states, store.NewState(-1));
        states[shard] = _state;
        _replay = new EffectReplay(store.Commands, states, store.Settings);
    }

    /// <summary>Loads a key shard.</summary>
    /// <param name="store">The store that it is for.</param>
    /// <param name="shard">Its number.</param>
    /// <param name="epoch">The epoch at which this node owns it.</param>
    /// <param name="snapshot">The chunks of its newest snapshot, in order; <see cref="SnapshotChunk.ShardLsn"/> is the number of the last turn in it.
    /// None when it never had one.</param>
    /// <param name="rows">Its rows, ascending; the first may begin before the end of the snapshot.</param>
    /// <exception cref="JournalException">It cannot be loaded; the message says what is wrong and what to do.</exception>
    public static LoadedShard Load(Store store, int shard, long epoch, IEnumerable<SnapshotChunk> snapshot, IEnumerable<JournalRow> rows)
    {
        ShardLoader loader = new(store, shard);
        loader.Load(snapshot);
        foreach (JournalRow row in rows) loader.Apply(row);
        return new LoadedShard(loader._state, epoch, loader._last);
    }

    private void Load(IEnumerable<SnapshotChunk> snapshot)
    {
        using IEnumerator<SnapshotChunk> chunks = snapshot.GetEnumerator();
        if (!chunks.MoveNext()) return;
        bool isFirst = true, isWhole = false;
        try
        {
            ShardSnapshot.Read(NextChunk, _state, _store.Settings);
        }
        catch (RdbFormatException damage)
        {
            throw Wrong(string.Create(CultureInfo.InvariantCulture, $"its snapshot up to turn {_last} is damaged: {damage.Message}."), damage);
        }
        if (!isWhole) throw Wrong(string.Create(CultureInfo.InvariantCulture, $"its snapshot up to turn {_last} has no end: chunks are missing."));

        ReadOnlyMemory<byte> NextChunk()
        {
            if (!isFirst && !chunks.MoveNext()) return default;
            isFirst = false;
            _last = chunks.Current.ShardLsn;
            isWhole = chunks.Current.IsLast;
            // The reader of the database may use the chunk's memory for the next one.
            return isWhole ? chunks.Current.Payload : chunks.Current.Payload.ToArray();
        }
    }

    private void Apply(in JournalRow row)
    {
        if (row.LastLsn <= _last) return;
        if (row.FirstLsn > _last + 1) throw Wrong(string.Create(CultureInfo.InvariantCulture, $"its log goes on at turn {row.FirstLsn} where {_last + 1} is expected: rows are missing."));
        if (!row.IsIntact) throw Damaged(row, "its checksum is wrong");
        if (!MemoryMarshal.TryGetArray(row.Payload, out ArraySegment<byte> payload)) payload = new ArraySegment<byte>(row.Payload.ToArray());
        try
        {
            Replay(row, payload.Array!, payload.Offset, payload.Offset + payload.Count);
        }
        catch (Exception failure) when (failure is EffectFormatException or EffectReplayException or FormatException)
        {
            throw Damaged(row, failure.Message, failure);
        }
        _last = row.LastLsn;
    }

    private void Replay(in JournalRow row, byte[] bytes, int at, int end)
    {
        for (int turn = 0; turn < row.Turns; turn++)
        {
            int length = TurnLength.Read(bytes, ref at, end);
            if (row.FirstLsn + turn > _last) _replay.Apply(bytes, at, length, row.Time);
            at += length;
        }
    }

    private JournalException Damaged(in JournalRow row, string why, Exception? cause = null) =>
        Wrong(string.Create(CultureInfo.InvariantCulture, $"row {row.FirstLsn}..{row.LastLsn} of its log cannot be replayed: {why}."), cause);

    private JournalException Wrong(string what, Exception? cause = null) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Key shard {_shard} cannot be loaded: {what} {Remedy}"), cause);
}
