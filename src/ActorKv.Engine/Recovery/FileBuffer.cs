// A file that is written through a buffer of fixed size.

using System.Buffers;

namespace ActorKv.Engine.Recovery;

internal sealed class FileBuffer(Stream file) : IBufferWriter<byte>
{
    private byte[] _bytes = new byte[64 * 1024];
    private int _length;

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_bytes.Length - _length < Math.Max(1, sizeHint)) Flush();
        if (_bytes.Length < sizeHint) _bytes = new byte[sizeHint];
        return _bytes.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Flush()
    {
        file.Write(_bytes.AsSpan(0, _length));
        _length = 0;
    }
}
