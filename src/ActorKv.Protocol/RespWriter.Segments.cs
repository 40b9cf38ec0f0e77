// The memory that replies stand in: what is sent, taken back, moved to another writer, and how it grows.

using System.Buffers;

namespace ActorKv.Protocol;

public sealed partial class RespWriter
{
    /// <summary>The next bytes to send, none of them at or behind <paramref name="limit"/>. Empty when there are none.</summary>
    public ReadOnlyMemory<byte> Peek(long limit = long.MaxValue)
    {
        if (_front is { Pending: > 0 } front) return front.Peek();
        if (_sealed.TryPeek(out Segment first))
        {
            int left = first.Length - _firstSent;
            return first.Buffer.AsMemory(_firstSent, (int)Math.Clamp(limit - (first.End - left), 0, left));
        }
        return _buffer.AsMemory(_sent, (int)Math.Clamp(limit - (_base + _sent), 0, _length - _sent));
    }

    /// <summary>Says that the first <paramref name="count"/> bytes of <see cref="Peek"/> were sent.</summary>
    public void Advance(int count)
    {
        if (_front is { Pending: > 0 } front)
        {
            front.Advance(count);
            return;
        }
        if (_sealed.TryPeek(out Segment first))
        {
            _firstSent += count;
            if (_firstSent < first.Length) return;
            _sealed.Dequeue();
            _firstSent = 0;
            Return(first);
            ReleaseIfSent();
            return;
        }
        _sent += count;
        ReleaseIfSent();
    }

    /// <summary>Inserts bytes that are RESP already at <paramref name="position"/>, which is neither sent nor before what was inserted earlier. Everything
    /// up to and with them may be sent from now on, whatever the limit of <see cref="Peek"/>. Positions of what stands behind stay as they are.</summary>
    /// <param name="position">Where they stand.</param>
    /// <param name="bytes">Nobody may change them any more: large ones are kept by reference.</param>
    public void Insert(long position, byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        if (position < OwnHead || position > Position) throw new ArgumentOutOfRangeException(nameof(position), position, "Not in the pending output.");
        RespWriter front = _front ??= new RespWriter();
        // Advance would go to the front: it is set aside while what stands before the place moves there.
        _front = null;
        for (ReadOnlyMemory<byte> part = Peek(position); part.Length > 0; part = Peek(position))
        {
            front.Raw(part.Span);
            Advance(part.Length);
        }
        _front = front;
        if (bytes.Length >= SegmentSize / 2) front.Shared(bytes);
        else front.Raw(bytes);
    }

    /// <summary>Takes back everything written at and behind <paramref name="position"/>, which must not have been sent.</summary>
    public void Truncate(long position)
    {
        if (position < OwnHead || position > Position) throw new ArgumentOutOfRangeException(nameof(position), position, "Not in the pending output.");
        if (position >= _base)
        {
            _length = (int)(position - _base);
            ReleaseIfSent();
            return;
        }
        // The cut lies in a sealed segment: what is left of it stays sealed, and a new current segment begins there.
        Segment[] kept = [.. _sealed];
        _sealed.Clear();
        Return(_buffer);
        _buffer = [];
        _sent = _length = 0;
        _base = position;
        int sent = _firstSent;
        foreach (Segment segment in kept)
        {
            long begin = segment.End - segment.Length;
            if (segment.End <= position) _sealed.Enqueue(segment);
            else if (begin + sent < position) _sealed.Enqueue(segment with { Length = (int)(position - begin), End = position });
            else Return(segment);
            sent = 0;
        }
        if (_sealed.Count == 0) _firstSent = 0;
    }

    /// <summary>Moves everything pending of <paramref name="other"/> behind this writer's output. Large segments change hands; small
    /// ones are copied.</summary>
    public void Append(RespWriter other)
    {
        ArgumentNullException.ThrowIfNull(other);
        while (other.Pending > 0)
        {
            if (other is { _firstSent: 0, _front: null } && other._sealed.TryPeek(out Segment segment) && segment.Length >= SegmentSize / 2)
            {
                other._sealed.Dequeue();
                Enqueue(segment.Buffer, segment.Length, segment.Shared);
                continue;
            }
            ReadOnlyMemory<byte> part = other.Peek();
            Raw(part.Span);
            other.Advance(part.Length);
        }
        other.ReleaseIfSent();
        if (other.Errors == 0) return;
        Errors += other.Errors;
        other.Errors = 0;
        NoteCode(other.LastErrorCode);
    }

    /// <summary>Everything pending as one array, which is then gone from the writer.</summary>
    public byte[] TakeAll()
    {
        byte[] all = GC.AllocateUninitializedArray<byte>((int)Pending);
        int at = 0;
        for (ReadOnlyMemory<byte> part = Peek(); part.Length > 0; part = Peek())
        {
            part.Span.CopyTo(all.AsSpan(at));
            at += part.Length;
            Advance(part.Length);
        }
        return all;
    }

    private void Enqueue(byte[] buffer, int length, bool shared)
    {
        Seal();
        _base += length;
        _sealed.Enqueue(new Segment(buffer, length, _base, shared));
    }

    private void Grow(int count)
    {
        if (_length == 0)
        {
            Return(_buffer);
            _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(FirstSize, count));
            return;
        }
        if (_length + count <= SegmentSize)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + count));
            _buffer.AsSpan(0, _length).CopyTo(larger);
            Return(_buffer);
            _buffer = larger;
            return;
        }
        Seal();
        _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(SegmentSize, count));
    }

    private void Seal()
    {
        if (_length == 0) return;
        _base += _length;
        if (_sealed.Count == 0) _firstSent = _sent;
        _sealed.Enqueue(new Segment(_buffer, _length, _base));
        _buffer = [];
        _sent = _length = 0;
    }

    private void ReleaseIfSent()
    {
        if (_sent < _length || _sealed.Count > 0) return;
        _base += _length;
        _sent = _length = 0;
        Return(_buffer);
        _buffer = [];
    }

    private static void Return(Segment segment)
    {
        if (!segment.Shared) Return(segment.Buffer);
    }

    private static void Return(byte[] buffer)
    {
        // Large bulks have arrays of exactly their size, which the pool would refuse.
        if (buffer.Length is > 0 and <= 1024 * 1024 && int.IsPow2(buffer.Length)) ArrayPool<byte>.Shared.Return(buffer);
    }
}
