// A pattern of BY or GET, and the value it leads to for an element:
//
//   #              the element itself
//   weight_*       the string under the key that has the element in place of the '*'
//   user_*->name   the field "name" of the hash under that key
//
// Only the first '*' counts, and a "->" before it or at the very end is part of the key. A pattern without '*' leads nowhere, and so does
// one whose key or field is missing, or whose key is of another type.

using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.Hashes;
using ActorKv.Core.DataTypes.Packed;
using ActorKv.Core.Keyspaces;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Generic.Shared;

internal readonly ref struct SortPattern
{
    private readonly ReadOnlySpan<byte> _prefix, _suffix, _field;
    private readonly bool _isElement, _leadsSomewhere, _hasField;

    public SortPattern(ReadOnlySpan<byte> pattern)
    {
        _isElement = pattern.SequenceEqual("#"u8);
        int star = Star(pattern);
        if (star < 0) return;
        _leadsSomewhere = true;
        _prefix = pattern[..star];
        _suffix = pattern[(star + 1)..];
        int arrow = _suffix.IndexOf("->"u8);
        if (arrow < 0 || arrow + 2 == _suffix.Length) return;
        _hasField = true;
        _field = _suffix[(arrow + 2)..];
        _suffix = _suffix[..arrow];
    }

    public static bool HasStar(ReadOnlySpan<byte> pattern) => Star(pattern) >= 0;

    /// <summary>The value for an element. False when there is none.</summary>
    /// <param name="element">The element.</param>
    /// <param name="turn">Holds every key shard, if the pattern leads to keys.</param>
    /// <param name="scratch">Where the key is put together, and a number spelt.</param>
    /// <param name="value">Where it lies; good until a key changes.</param>
    public bool TryFind(ReadOnlySpan<byte> element, KeyTurn turn, ref byte[] scratch, out ReadOnlySpan<byte> value)
    {
        value = _isElement ? element : default;
        if (!_leadsSomewhere) return _isElement;
        int length = _prefix.Length + element.Length + _suffix.Length;
        if (scratch.Length < length) scratch = new byte[Math.Max(length + Numbers.MaxInt64Length, 2 * scratch.Length)];
        _prefix.CopyTo(scratch);
        element.CopyTo(scratch.AsSpan(_prefix.Length));
        _suffix.CopyTo(scratch.AsSpan(_prefix.Length + element.Length));
        KeyEntry key = turn.Read(scratch.AsSpan(0, length));
        if (!key.Exists) return false;
        if (!_hasField) return Keyspace.TryGetString(in key.Entry, out value);
        if (key.Value is not HashValue hash || !hash.TryGet(_field, out PackedElement found)) return false;
        // The key has been looked up: its place takes a number's digits.
        value = found.Text(scratch);
        return true;
    }

    // As C's strchr: nothing is seen behind a NUL.
    private static int Star(ReadOnlySpan<byte> pattern)
    {
        int at = pattern.IndexOfAny((byte)'*', (byte)0);
        return at >= 0 && pattern[at] == '*' ? at : -1;
    }
}
