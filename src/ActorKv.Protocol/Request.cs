// One decoded request: a name and its arguments, without copies.
//
//   buffer   … *3 \r\n $3 \r\n SET \r\n $1 \r\n k \r\n $40000 \r\n | next request …
//              ^start            ^arg 0           ^arg 1
//   own                                                   arg 2 -> byte[40000], filled straight from the socket
//
// Arguments are ranges relative to the first byte of the request, so that the bytes may move to another buffer while the request is
// incomplete, or while its turn waits in a mailbox (Rebase). A large argument that did not arrive with its header has an array of its
// own; whoever stores it may keep that array (Take) instead of copying half a gigabyte.
//
// A Request is reused: what it hands out is valid until the next Decode or Clear.

using System.Runtime.CompilerServices;

namespace ActorKv.Protocol;

/// <summary>The arguments of one command; argument 0 is the command's name. Reused from request to request.</summary>
public sealed class Request
{
    private const int KeptCapacity = 1024;

    private byte[] _buffer = [];
    private int _start;
    private Range[] _ranges = new Range[8];

    private struct Range
    {
        public int Offset;
        public int Length;
        public byte[]? Own;
    }

    /// <summary>Number of arguments, the command's name included.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes that the request took on the wire, or wherever it came from; for accounting.</summary>
    public long WireLength { get; set; }

    /// <summary>The bytes of argument <paramref name="index"/>.</summary>
    public ReadOnlySpan<byte> this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((uint)index >= (uint)Count) ThrowIndex(index);
            ref Range range = ref _ranges[index];
            return range.Own is null
                ? new ReadOnlySpan<byte>(_buffer, _start + range.Offset, range.Length)
                : range.Own;
        }
    }

    /// <summary>Argument <paramref name="index"/> as an array that the caller may keep and change: the argument's own array when it has
    /// one (then the request must not be read there again after the caller changes it), a copy otherwise.</summary>
    public byte[] Take(int index) => OwnArray(index) ?? this[index].ToArray();

    /// <summary>The array that holds exactly argument <paramref name="index"/>, or null when it lies in the shared input buffer.</summary>
    public byte[]? OwnArray(int index) => (uint)index < (uint)Count ? _ranges[index].Own : null;

    /// <summary>Makes the request of given arguments. For callers without a socket, and for tests.</summary>
    public static Request Of(params ReadOnlySpan<byte[]> arguments)
    {
        Request request = new();
        foreach (byte[] argument in arguments) request.AddOwn(argument);
        return request;
    }

    /// <summary>Forgets the arguments.</summary>
    public void Clear()
    {
        for (int i = 0; i < Count; i++) _ranges[i].Own = null;
        if (_ranges.Length > KeptCapacity) _ranges = new Range[8];
        Count = 0;
        WireLength = 0;
    }

    /// <summary>Appends an argument that has an array of its own, which the request keeps.</summary>
    public void AddOwn(byte[] argument)
    {
        ArgumentNullException.ThrowIfNull(argument);
        Next() = new Range { Length = argument.Length, Own = argument };
    }

    /// <summary>Appends an argument that lies in the buffer, <paramref name="offset"/> bytes after the start of the request.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddRange(int offset, int length)
    {
        ref Range range = ref Next();
        range.Offset = offset;
        range.Length = length;
        range.Own = null;
    }

    /// <summary>Says where the request's bytes lie now.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Rebase(byte[] buffer, int start)
    {
        _buffer = buffer;
        _start = start;
    }

    /// <summary>A copy that owns its bytes, for a request that outlives its buffer (a queued or blocked command).</summary>
    public Request Copy()
    {
        Request copy = new();
        int size = SharedLength;
        CopyTo(copy, size == 0 ? [] : GC.AllocateUninitializedArray<byte>(size), 0);
        return copy;
    }

    /// <summary>Bytes of the arguments that have no array of their own: what <see cref="CopyTo"/> needs room for.</summary>
    public int SharedLength
    {
        get
        {
            int total = 0;
            for (int i = 0; i < Count; i++)
                if (_ranges[i].Own is null) total += _ranges[i].Length;
            return total;
        }
    }

    /// <summary>Makes <paramref name="copy"/> the same request, with its bytes in <paramref name="buffer"/> from <paramref name="start"/> on.</summary>
    public void CopyTo(Request copy, byte[] buffer, int start)
    {
        ArgumentNullException.ThrowIfNull(copy);
        copy.Clear();
        copy.WireLength = WireLength;
        if (Count > copy._ranges.Length) copy._ranges = new Range[Count];
        int at = 0;
        for (int i = 0; i < Count; i++)
        {
            if (_ranges[i].Own is { } own)
            {
                copy.AddOwn(own);
                continue;
            }
            this[i].CopyTo(buffer.AsSpan(start + at));
            copy.AddRange(at, _ranges[i].Length);
            at += _ranges[i].Length;
        }
        copy.Rebase(buffer, start);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref Range Next()
    {
        if (Count == _ranges.Length) Array.Resize(ref _ranges, Count * 2);
        return ref _ranges[Count++];
    }

    private static void ThrowIndex(int index) =>
        throw new ArgumentOutOfRangeException(nameof(index), index, "The request has fewer arguments.");
}
