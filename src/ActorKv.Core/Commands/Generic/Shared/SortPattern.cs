// A pattern of BY or GET, and the value it leads to for an element:
//
//   #              the element itself
//   weight_*       the string under the key that has the element in place of the '*'
//   user_*->name   the field "name" of the hash under that key
//
// Only the first '*' counts, and a "->" before it or at the very end is part of the key. A pattern without '*' leads nowhere, and so does
// one whose key is missing or of another type.

using ActorKv.Core.DataTypes;
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
    /// <param name="scratch">Where the key is put together.</param>
    /// <param name="value">Where it lies; good until a key changes.</param>
    public bool TryFind(ReadOnlySpan<byte> element, KeyTurn turn, ref byte[] scratch, out ReadOnlySpan<byte> value)
    {
        value = _isElement ? element : default;
        if (!_leadsSomewhere) return _isElement;
        int length = _prefix.Length + element.Length + _suffix.Length;
        if (scratch.Length < length) scratch = new byte[Math.Max(length, 2 * scratch.Length)];
        _prefix.CopyTo(scratch);
        element.CopyTo(scratch.AsSpan(_prefix.Length));
        _suffix.CopyTo(scratch.AsSpan(_prefix.Length + element.Length));
        KeyEntry key = turn[scratch.AsSpan(0, length)];
        if (!key.Exists) return false;
        return !_hasField && Keyspaces.Keyspace.TryGetString(in key.Entry, out value);
    }

    // As C's strchr: nothing is seen behind a NUL.
    private static int Star(ReadOnlySpan<byte> pattern)
    {
        int at = pattern.IndexOfAny((byte)'*', (byte)0);
        return at >= 0 && pattern[at] == '*' ? at : -1;
    }
}
