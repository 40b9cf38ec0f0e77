// A batch that becomes a row for each key shard: turns are numbered by the key shard's own count, which whoever holds the shard carries on.
//
//   turns     a  b  a  c  a              parts   a: 17 18 19   b: 4   c: 230              one ShardRow each, one commit
//
// Parts keep their buffers when the batch is used again, for whatever key shards come then.

using ActorKv.Engine.KeyShards;

namespace ActorKv.Engine.Commits;

/// <param name="shards">Number of key shards.</param>
internal sealed class ShardBatch(int shards) : CommitBatch
{
    private const int FirstBytes = 1024;

    private readonly Part?[] _ofShard = new Part?[shards];
    private readonly List<Part> _parts = [];
    private ShardRow[] _rows = [];
    private int _used;
    private int _capacity;

    private sealed class Part
    {
        public TurnBuffer Turns { get; } = new(FirstBytes);

        public int Shard { get; set; }

        public long Epoch { get; set; }

        public long First { get; set; }

        public int Count { get; set; }
    }

    /// <summary>The rows, once complete.</summary>
    public ReadOnlyMemory<ShardRow> Rows => _rows.AsMemory(0, _used);

    public override int Capacity => _capacity;

    public override void Complete(long takenBack, long time)
    {
        if (_rows.Length < _used) _rows = new ShardRow[_parts.Count];
        for (int i = 0; i < _used; i++)
        {
            Part part = _parts[i];
            _rows[i] = new ShardRow(part.Shard, part.Epoch, JournalRow.Create(part.First, part.Count, time, part.Turns.Payload));
        }
    }

    public override bool Overlaps(CommitBatch other)
    {
        ShardBatch fewer = (ShardBatch)other, more = this;
        if (fewer._used > more._used) (fewer, more) = (more, fewer);
        for (int i = 0; i < fewer._used; i++)
            if (more._ofShard[fewer._parts[i].Shard] is not null) return true;
        return false;
    }

    public override void Clear()
    {
        base.Clear();
        for (int i = 0; i < _used; i++)
        {
            _ofShard[_parts[i].Shard] = null;
            _parts[i].Turns.Clear();
        }
        Array.Clear(_rows);
        _used = 0;
    }

    protected override void Append(KeyShard? shard, ReadOnlySpan<byte> effects)
    {
        Part part = _ofShard[shard!.Index] ?? Begin(shard);
        int capacity = part.Turns.Capacity, bytes = part.Turns.Add(effects);
        part.Count++;
        shard.LastSequence++;
        Length += bytes;
        _capacity += part.Turns.Capacity - capacity;
    }

    private Part Begin(KeyShard shard)
    {
        if (_used == _parts.Count)
        {
            _parts.Add(new Part());
            _capacity += FirstBytes;
        }
        Part part = _parts[_used++];
        (part.Shard, part.Epoch, part.First, part.Count) = (shard.Index, shard.Epoch, shard.LastSequence + 1, 0);
        return _ofShard[shard.Index] = part;
    }
}
