// The bytes that a connection has received, cut into replies.
//
//   | handed out |  a reply, complete  |  half a reply … |   free   |
//                ^_start               ^_scanned         ^_end        each byte is scanned once
//
// One buffer, reused when it is empty, moved to the front when a reply does not fit behind what is there, and as large as the largest reply needs.

using System.Buffers;
using ActorKv.Protocol;

namespace ActorKv.Connections;

internal sealed class ReceiveBuffer
{
    private const int Size = 16 * 1024;
    private const int MostKept = 1024 * 1024;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Size);
    private RespScanner _scanner;
    private int _start;
    private int _scanned;
    private int _end;

    /// <summary>The next complete reply, valid until <see cref="FillAsync"/>.</summary>
    /// <exception cref="FormatException">The bytes are no RESP.</exception>
    public bool TryTake(out ReadOnlyMemory<byte> reply)
    {
        if (!_scanner.TryFindEnd(_bytes.AsSpan(0, _end), ref _scanned))
        {
            reply = default;
            return false;
        }
        reply = _bytes.AsMemory(_start, _scanned - _start);
        _start = _scanned;
        return true;
    }

    /// <summary>Receives more. False at the end of the stream.</summary>
    public async ValueTask<bool> FillAsync(Stream stream, CancellationToken cancellationToken)
    {
        MakeRoom();
        int received = await stream.ReadAsync(_bytes.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        _end += received;
        return received > 0;
    }

    /// <summary>Gives the buffer back. Nothing may be called afterwards.</summary>
    public void Release()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private void MakeRoom()
    {
        int held = _end - _start;
        long needed = held + Math.Max(_scanner.Missing, 1);
        if (held == 0 && _bytes.Length > MostKept) Replace(Size, 0);
        else if (held == 0 || _start + needed > _bytes.Length)
        {
            if (needed <= _bytes.Length) Buffer.BlockCopy(_bytes, _start, _bytes, 0, held);
            else Replace(checked((int)Math.Max(needed, Math.Min(_bytes.Length * 2L, Array.MaxLength))), held);
        }
        else return;
        _scanned -= _start;
        _end = held;
        _start = 0;
    }

    private void Replace(int size, int held)
    {
        byte[] other = ArrayPool<byte>.Shared.Rent(size);
        Buffer.BlockCopy(_bytes, _start, other, 0, held);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = other;
    }
}
