// Reads a command's arguments from left to right, without copying them.

using System.Runtime.CompilerServices;
using System.Text;
using ActorKv.Core.DataTypes;
using ActorKv.Protocol;

namespace ActorKv.Core.Commands;

internal ref struct ArgReader(Request request, int first)
{
    private int _next = first;

    public Request Request { get; } = request;

    /// <summary>Arguments not read yet.</summary>
    public readonly int Remaining => Request.Count - _next;

    public readonly bool AtEnd => _next >= Request.Count;

    /// <summary>Position, in the request, of the argument that <see cref="Next"/> gives.</summary>
    public readonly int Position => _next;

    /// <summary>The next argument. There must be one: the arity has been checked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Next() => Request[_next++];

    /// <summary>The next argument without reading it.</summary>
    public readonly ReadOnlySpan<byte> Peek() => Request[_next];

    /// <summary>The next argument as an array that may be kept.</summary>
    public byte[] TakeNext() => Request.Take(_next++);

    /// <summary>The array that holds exactly the next argument, if it has one; does not read it.</summary>
    public readonly byte[]? PeekOwn() => Request.OwnArray(_next);

    /// <summary>Reads the next argument if it is <paramref name="keyword"/>, in any case. The keyword is upper case.</summary>
    public bool NextIs(ReadOnlySpan<byte> keyword)
    {
        if (AtEnd || !Ascii.EqualsIgnoreCase(Request[_next], keyword)) return false;
        _next++;
        return true;
    }

    /// <summary>Reads the next argument if it is there and an integer.</summary>
    public bool TryNextInt64(out long value)
    {
        value = 0;
        if (AtEnd || !Numbers.TryParseInt64(Request[_next], out value)) return false;
        _next++;
        return true;
    }

    /// <summary>Goes back or forth.</summary>
    public void MoveTo(int position) => _next = position;
}
