// Things by a byte string that a text must begin with, or end with: finds all that fit a text without looking at the others.
//
//   lengths in use   0, 5, 11                    find("user:1:name"), by beginning:  ""  "user:"  "user:1:name"    three look-ups
//
// One hash table, and a count of how many entries have each length: a text is asked only for the lengths that are in use and not longer than
// it. So the cost of a search grows with the text's length at most, never with the number of entries. Against a trie of bytes it saves a node
// for every byte of every entry.

using System.Diagnostics.CodeAnalysis;
using ActorKv.Engine.KeyShards;

namespace ActorKv.Engine.PubSub;

internal sealed class AffixTable<T>(bool atEnd)
{
    private readonly Dictionary<byte[], T> _entries = new(KeyComparer.Instance);
    private readonly SortedDictionary<int, int> _lengths = [];
    private int[]? _lengthsInUse;

    public int Count => _entries.Count;

    public bool TryGet(ReadOnlySpan<byte> affix, [MaybeNullWhen(false)] out T value) => _entries.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(affix, out value);

    public void Add(byte[] affix, T value)
    {
        _entries.Add(affix, value);
        _lengths[affix.Length] = _lengths.GetValueOrDefault(affix.Length) + 1;
        _lengthsInUse = null;
    }

    public void Remove(ReadOnlySpan<byte> affix)
    {
        if (!_entries.GetAlternateLookup<ReadOnlySpan<byte>>().Remove(affix)) return;
        if (--_lengths[affix.Length] == 0) _lengths.Remove(affix.Length);
        _lengthsInUse = null;
    }

    /// <summary>Adds the values of all entries that the text begins (or ends) with, short ones first.</summary>
    public void Find(ReadOnlySpan<byte> text, List<T> found)
    {
        Dictionary<byte[], T>.AlternateLookup<ReadOnlySpan<byte>> entries = _entries.GetAlternateLookup<ReadOnlySpan<byte>>();
        foreach (int length in _lengthsInUse ??= [.. _lengths.Keys])
        {
            if (length > text.Length) return;
            if (entries.TryGetValue(atEnd ? text[^length..] : text[..length], out T? value)) found.Add(value);
        }
    }
}
