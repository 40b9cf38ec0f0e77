// What objects cost on the managed heap of a 64 bit process: for MEMORY USAGE, maxmemory and the tests that bound memory.

namespace ActorKv.Core.Tables;

internal static class ObjectSize
{
    /// <summary>Bytes of an array whose elements take <paramref name="bytes"/>: header, type, length, and the elements in words of eight.</summary>
    public static long Array(long bytes) => 24 + (bytes + 7 & ~7L);

    /// <summary>Bytes of an object whose fields take <paramref name="fields"/>.</summary>
    public static long Of(int fields) => 16 + (fields + 7 & ~7L);
}
