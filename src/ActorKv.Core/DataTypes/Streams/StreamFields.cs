// The fields and values of an entry that is about to be added, where they lie in the request: field, value, field, value …

using ActorKv.Protocol;

namespace ActorKv.Core.DataTypes.Streams;

internal readonly struct StreamFields(Request request, int first)
{
    // More than any element needs besides its bytes: 5 of encoding and 5 of backlen.
    private const int Overhead = 10;

    public int Count => (request.Count - first) / 2;

    /// <summary>Bytes of all fields and values.</summary>
    public long TextLength
    {
        get
        {
            long length = 0;
            for (int i = first; i < request.Count; i++) length += request[i].Length;
            return length;
        }
    }

    /// <summary>No fewer bytes than the fields and values take in a listpack.</summary>
    public long PackedBound => TextLength + (long)(request.Count - first) * Overhead;

    public ReadOnlySpan<byte> Field(int index) => request[first + 2 * index];

    public ReadOnlySpan<byte> Value(int index) => request[first + 2 * index + 1];
}
