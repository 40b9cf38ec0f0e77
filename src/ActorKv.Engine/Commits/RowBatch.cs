// A batch that becomes one row of a journal that all key shards share.

using ActorKv.Engine.KeyShards;

namespace ActorKv.Engine.Commits;

internal sealed class RowBatch : CommitBatch
{
    private const int FirstBytes = 64 * 1024;

    private readonly TurnBuffer _turns = new(FirstBytes);
    private readonly JournalRow[] _row = new JournalRow[1];

    /// <summary>The row, once complete; none while there are no turns.</summary>
    public ReadOnlyMemory<JournalRow> Rows => Turns > 0 ? _row : default;

    public override int Capacity => _turns.Capacity;

    public override void Complete(long takenBack, long time) => _row[0] = JournalRow.Create(FirstLsn - takenBack, Turns, time, _turns.Payload);

    public override void Clear()
    {
        base.Clear();
        _turns.Clear();
        _row[0] = default;
    }

    protected override void Append(KeyShard? shard, ReadOnlySpan<byte> effects) => Length += _turns.Add(effects);
}
