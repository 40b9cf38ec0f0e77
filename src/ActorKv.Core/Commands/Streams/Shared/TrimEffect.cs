// The words by which an effect trims a stream to what it was trimmed to: "MAXLEN = 1000".
//
// What an approximate trimming removes depends on how entries lie in nodes and on the limit, and it stops between two nodes; the effect says
// the id where that was, "MINID = 1700000000000-0", and removes the same entries wherever they lie.

using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.Streams;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Streams.Shared;

internal readonly struct TrimEffect
{
    private readonly TrimStrategy _strategy;
    private readonly long _maxLength;
    private readonly StreamId _minId;
    private readonly ReferencePolicy _policy;

    private TrimEffect(TrimStrategy strategy, long maxLength, StreamId minId, ReferencePolicy policy)
    {
        _strategy = strategy;
        _maxLength = maxLength;
        _minId = minId;
        _policy = policy;
    }

    /// <summary>Number of arguments; 0 when nothing was removed.</summary>
    public int Words => _strategy == TrimStrategy.None ? 0 : _policy == ReferencePolicy.Keep ? 3 : 4;

    /// <summary>Trims a stream and tells what to log.</summary>
    public static TrimEffect Trim(EntryStream stream, in StreamTrim trim, out long removed)
    {
        removed = 0;
        if (trim.Strategy == TrimStrategy.None) return default;
        removed = stream.Trim(in trim, out StreamId? border);
        if (removed == 0) return default;
        if (!trim.Approximate) return new TrimEffect(trim.Strategy, trim.MaxLength, trim.MinId, trim.Policy);
        return new TrimEffect(border is null ? TrimStrategy.MaxLength : TrimStrategy.MinId, 0, border ?? StreamId.Zero, trim.Policy);
    }

    /// <summary>Adds the words to an effect that has been begun.</summary>
    public void AddTo(EffectLog effects)
    {
        if (_strategy == TrimStrategy.None) return;
        Span<byte> scratch = stackalloc byte[StreamId.MaxTextLength];
        bool byLength = _strategy == TrimStrategy.MaxLength;
        effects.Add(byLength ? "MAXLEN"u8 : "MINID"u8);
        effects.Add("="u8);
        effects.Add(byLength ? Numbers.Format(_maxLength, scratch) : _minId.Format(scratch));
        if (_policy != ReferencePolicy.Keep) effects.Add(_policy == ReferencePolicy.Delete ? "DELREF"u8 : "ACKED"u8);
    }
}
