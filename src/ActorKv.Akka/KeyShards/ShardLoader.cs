// Builds the state of one key shard from what its journal holds: the newest snapshot, then the events behind it.
//
// Turns follow each other without a gap. Two nodes that both took themselves for the owner of a key shard cannot both have written the same
// sequence number, since the journal's table forbids it; should their events stand side by side all the same, their turns' numbers do not fit,
// and loading stops here. Nothing is skipped.

using System.Globalization;
using System.Runtime.InteropServices;
using ActorKv.Core.Keyspaces;
using ActorKv.Core.Turns;
using ActorKv.Engine;
using ActorKv.Engine.Commits;

namespace ActorKv.Akka.KeyShards;

internal sealed class ShardLoader(Store store, ShardPlace shard)
{
    private readonly EffectReplay _replay = new(store.Commands, store.States, store.Settings);

    /// <summary>Number of the last turn loaded.</summary>
    public long Last { get; private set; }

    /// <exception cref="ShardRecordException">It cannot be loaded.</exception>
    public void Load(ShardImage image) => Last = image.LoadInto(store.States[shard.Number], shard.Count, store.Settings);

    /// <exception cref="ShardRecordException">It cannot be loaded, or does not follow what was loaded before.</exception>
    public void Apply(ShardEvent written)
    {
        JournalRow row = written.Read(shard);
        if (row.FirstLsn != Last + 1)
            throw new ShardRecordException(string.Create(CultureInfo.InvariantCulture, $"The journal of key shard {shard.Number} goes on at turn {row.FirstLsn} where {Last + 1} is expected: events are missing, or two nodes wrote at once."));
        MemoryMarshal.TryGetArray(row.Payload, out ArraySegment<byte> payload);
        byte[] bytes = payload.Array!;
        int at = payload.Offset, end = at + payload.Count;
        try
        {
            for (int turn = 0; turn < row.Turns; turn++)
            {
                int length = TurnLength.Read(bytes, ref at, end);
                _replay.Apply(bytes, at, length, row.Time);
                at += length;
            }
        }
        catch (Exception failure) when (failure is EffectFormatException or EffectReplayException or FormatException)
        {
            throw new ShardRecordException(string.Create(CultureInfo.InvariantCulture, $"Turns {row.FirstLsn} to {row.LastLsn} of key shard {shard.Number} cannot be replayed: {failure.Message}"), failure);
        }
        Last = row.LastLsn;
    }
}
