// The patterns that somebody listens to, found by what they are literally:
//
//   user:*:name     begins with "user:", ends with ":name"        tables of beginnings ──► tables of ends ──► patterns
//   *.created       begins with "",      ends with ".created"
//   h[ae]llo        begins with "h",     the end is not looked for: a class may not be closed, and a backslash changes what comes next
//
// What is found so is then matched as Redis matches it, so the index only has to be right in what it leaves out. Ten thousand patterns over
// channels of other names cost a message a few look-ups.

using ActorKv.Core.Keys;
using ActorKv.Engine.KeyShards;

namespace ActorKv.Engine.PubSub;

internal sealed class PatternIndex
{
    private readonly Dictionary<byte[], Audience> _patterns = new(KeyComparer.Instance);
    private readonly AffixTable<AffixTable<List<Audience>>> _byBeginning = new(atEnd: false);
    private readonly List<AffixTable<List<Audience>>> _byEnd = [];
    private readonly List<List<Audience>> _candidates = [];

    /// <summary>Patterns that differ.</summary>
    public int Count => _patterns.Count;

    /// <summary>Who listens to this very pattern; made when nobody did.</summary>
    public Audience Open(byte[] pattern)
    {
        if (_patterns.TryGetValue(pattern, out Audience? audience)) return audience;
        _patterns[pattern] = audience = new Audience(pattern);
        ReadOnlySpan<byte> beginning = Beginning(pattern), end = End(pattern);
        if (!_byBeginning.TryGet(beginning, out AffixTable<List<Audience>>? ends)) _byBeginning.Add(beginning.ToArray(), ends = new AffixTable<List<Audience>>(atEnd: true));
        if (!ends.TryGet(end, out List<Audience>? alike)) ends.Add(end.ToArray(), alike = []);
        alike.Add(audience);
        return audience;
    }

    /// <summary>Forgets a pattern that nobody listens to any more.</summary>
    public void Close(Audience audience)
    {
        _patterns.Remove(audience.Name);
        ReadOnlySpan<byte> beginning = Beginning(audience.Name), end = End(audience.Name);
        if (!_byBeginning.TryGet(beginning, out AffixTable<List<Audience>>? ends) || !ends.TryGet(end, out List<Audience>? alike)) return;
        alike.Remove(audience);
        if (alike.Count > 0) return;
        ends.Remove(end);
        if (ends.Count == 0) _byBeginning.Remove(beginning);
    }

    /// <summary>Adds those whose pattern fits the channel.</summary>
    public void Find(ReadOnlySpan<byte> channel, List<Audience> found)
    {
        if (_patterns.Count == 0) return;
        _byEnd.Clear();
        _candidates.Clear();
        _byBeginning.Find(channel, _byEnd);
        foreach (AffixTable<List<Audience>> ends in _byEnd) ends.Find(channel, _candidates);
        foreach (List<Audience> alike in _candidates)
        {
            foreach (Audience audience in alike)
                if (GlobPattern.IsMatch(audience.Name, channel)) found.Add(audience);
        }
    }

    private static ReadOnlySpan<byte> Beginning(ReadOnlySpan<byte> pattern)
    {
        int at = pattern.IndexOfAny("*?[\\"u8);
        return at < 0 ? pattern : pattern[..at];
    }

    private static ReadOnlySpan<byte> End(ReadOnlySpan<byte> pattern) =>
        pattern.ContainsAny((byte)'[', (byte)'\\') ? default : pattern[(pattern.LastIndexOfAny((byte)'*', (byte)'?') + 1)..];
}
