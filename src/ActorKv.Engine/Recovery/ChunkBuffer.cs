// Takes in what a key shard writes of itself, in pieces of a few MiB, however large the shard is. Pieces are kept and used again for the
// next shard.

using System.Buffers;

namespace ActorKv.Engine.Recovery;

internal sealed class ChunkBuffer : IBufferWriter<byte>
{
    private const int ChunkBytes = 4 * 1024 * 1024;
    private const int FirstBytes = 64 * 1024;

    private readonly List<ArraySegment<byte>> _full = [];
    private byte[] _current = new byte[FirstBytes];
    private int _length;

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(1, sizeHint));
        return _current.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(Math.Max(1, sizeHint));
        return _current.AsSpan(_length);
    }

    /// <summary>Takes out everything written, in order, at least one piece.</summary>
    public List<ReadOnlyMemory<byte>> Take()
    {
        List<ReadOnlyMemory<byte>> pieces = [.. _full.Select(piece => (ReadOnlyMemory<byte>)piece)];
        if (_length > 0 || pieces.Count == 0) pieces.Add(_current.AsMemory(0, _length));
        return pieces;
    }

    public void Clear()
    {
        _full.Clear();
        _length = 0;
        if (_current.Length > ChunkBytes) _current = new byte[FirstBytes];
    }

    private void Reserve(int count)
    {
        if (_current.Length - _length >= count) return;
        if (_length + count <= ChunkBytes)
        {
            Array.Resize(ref _current, Math.Clamp(_current.Length * 2, _length + count, ChunkBytes));
            return;
        }
        if (_length > 0) _full.Add(new ArraySegment<byte>(_current, 0, _length));
        _current = new byte[Math.Max(count, ChunkBytes)];
        _length = 0;
    }
}
