// One value in RDB encoding, on its way into a reply or an effect: both must know its length before its first byte.
//
// A turn has one. It keeps its room for the next value unless that is more than what most values need.

using System.Buffers;

namespace ActorKv.Core.DataTypes;

internal sealed class ValueBuffer : IBufferWriter<byte>
{
    private const int KeptCapacity = 64 * 1024;

    private byte[] _bytes = [];
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void Clear()
    {
        _length = 0;
        if (_bytes.Length > KeptCapacity) _bytes = [];
    }

    public void Advance(int count) => _length += count;

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsSpan(_length);
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsMemory(_length);
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - _length >= count) return;
        long wanted = Math.Max((long)_length + count, Math.Max(256, Math.Min(_bytes.Length * 2L, _bytes.Length + (64L << 20))));
        Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, wanted));
    }
}
