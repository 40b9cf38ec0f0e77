// What a turn did, as deterministic commands: this is what the journal keeps, and all that recovery needs.
//
//   effect  := shard, database, argc, argc * (length, bytes)          every number a LEB128 varint; argument 0 is the command's name
//
// An effect touches exactly one key shard, so that a shard can be recovered alone and shards in parallel. Effects of one turn are written
// one behind the other and enter the journal together or not at all.
//
// Replay reads the same bytes with EffectReader and runs the same command table. The format is part of the journal (docs/journal.md):
// a change of it is a new journal version.

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ActorKv.Core.Turns;

internal sealed class EffectLog
{
    private byte[] _bytes = new byte[256];
    private int _length;

    /// <summary>Effects since the last <see cref="Clear"/>.</summary>
    public int Count { get; private set; }

    /// <summary>Reads what has been logged; valid until more is.</summary>
    public EffectReader Read() => new(_bytes, 0, _length);

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    public void Clear()
    {
        _length = 0;
        Count = 0;
        if (_bytes.Length > 1024 * 1024) _bytes = new byte[256];
    }

    /// <summary>Drops what was logged after a mark of (<see cref="Count"/>, <see cref="Bytes"/>.Length).</summary>
    public void Truncate(int count, int length)
    {
        Count = count;
        _length = length;
    }

    /// <summary>Begins an effect of <paramref name="argc"/> arguments, which must follow by <see cref="Add"/>.</summary>
    public void Begin(int shard, int database, int argc)
    {
        Reserve(15);
        Varint((uint)shard);
        Varint((uint)database);
        Varint((uint)argc);
        Count++;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ReadOnlySpan<byte> argument)
    {
        Reserve(argument.Length + 5);
        Varint((uint)argument.Length);
        argument.CopyTo(_bytes.AsSpan(_length));
        _length += argument.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Varint(uint value)
    {
        while (value >= 0x80)
        {
            _bytes[_length++] = (byte)(value | 0x80);
            value >>= 7;
        }
        _bytes[_length++] = (byte)value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Reserve(int count)
    {
        if (_bytes.Length - _length < count) Grow(count);
    }

    private void Grow(int count) =>
        Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max((long)_length + count, Math.Min(_bytes.Length * 2L, _bytes.Length + (64L << 20)))));
}
