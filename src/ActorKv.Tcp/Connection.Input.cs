// The input of a connection that is not executed yet: in the loop's shared buffer while it is whole requests, and in a rented buffer of the
// connection's own as soon as something of it has to be kept.

using System.Buffers;

namespace ActorKv.Tcp;

internal sealed partial class Connection
{
    public void RetainInput()
    {
        if (_owned || !_executing) return;
        int length = _end - _requestStart;
        byte[] own = ArrayPool<byte>.Shared.Rent(Math.Max(length, FirstOwnBytes));
        _buffer.AsSpan(_requestStart, length).CopyTo(own);
        Session.Decoder.Request.Rebase(own, 0);
        _buffer = own;
        _owned = true;
        _start -= _requestStart;
        _end = length;
        _requestStart = 0;
    }

    // Where the next bytes go: behind the input that is held, or into the loop's buffer.
    private Span<byte> ReceiveTarget()
    {
        if (!_owned && (_buffer is not null || Session.IsSuspended)) Own(FirstOwnBytes);
        if (!_owned)
        {
            _buffer = _loop.Input;
            _start = _end = _requestStart = 0;
            return _buffer;
        }
        if (_buffer!.Length - _end < FirstOwnBytes / 2) MakeRoom();
        return _buffer.AsSpan(_end);
    }

    // Keeps the bytes of an unfinished request, from its first byte; lets the buffer go when there are none.
    private void KeepRest()
    {
        if (_start == _end || Session.IsClosing) ReleaseBuffer();
        else if (!_owned) Own(FirstOwnBytes);
    }

    private void Own(int atLeast)
    {
        int length = _buffer is null ? 0 : _end - _start;
        byte[] own = ArrayPool<byte>.Shared.Rent(Math.Max(length * 2, atLeast));
        if (length > 0) _buffer.AsSpan(_start, length).CopyTo(own);
        _buffer = own;
        _owned = true;
        _start = _requestStart = 0;
        _end = length;
    }

    private void MakeRoom()
    {
        int length = _end - _start;
        if (_start >= _buffer!.Length / 2)
        {
            _buffer.AsSpan(_start, length).CopyTo(_buffer);
        }
        else
        {
            _loop.Store.ClientEviction.Check();
            byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Array.MaxLength, _buffer.Length * 2L));
            _buffer.AsSpan(_start, length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        _start = _requestStart = 0;
        _end = length;
    }

    private void ReleaseBuffer()
    {
        if (_owned) ArrayPool<byte>.Shared.Return(_buffer!);
        _buffer = null;
        _owned = false;
        _start = _end = 0;
    }
}
