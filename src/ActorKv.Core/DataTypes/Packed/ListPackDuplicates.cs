// Whether a listpack from outside says something twice: a hash with a field, a set with a member that is there already is a forgery.
//
// Equal texts have equal hashes, so sorting the hashes tells nearly always; texts are compared only where two hashes are equal.

using System.Buffers;
using ActorKv.Core.Keys;

namespace ActorKv.Core.DataTypes.Packed;

internal static class ListPackDuplicates
{
    /// <summary>True when two of the entries are equal: the first one and every <paramref name="step"/>-th from there.</summary>
    /// <param name="body">A body that was checked.</param>
    /// <param name="entries">Number of entries in it.</param>
    /// <param name="step">2 in a listpack of fields and values.</param>
    public static bool Any(ReadOnlySpan<byte> body, int entries, int step)
    {
        uint[] rented = ArrayPool<uint>.Shared.Rent(entries / step + 1);
        int count = 0;
        for (int at = 0; at < body.Length; at = Next(body, at, step)) rented[count++] = HashOf(body, at);
        Span<uint> hashes = rented.AsSpan(0, count);
        hashes.Sort();
        bool found = false;
        for (int i = 1; i < count && !found; i++) found = hashes[i] == hashes[i - 1] && HaveEqualTexts(body, step, hashes[i]);
        ArrayPool<uint>.Shared.Return(rented);
        return found;
    }

    private static bool HaveEqualTexts(ReadOnlySpan<byte> body, int step, uint hash)
    {
        for (int at = 0; at < body.Length; at = Next(body, at, step))
        {
            if (HashOf(body, at) != hash) continue;
            PackedElement element = ListPack.Read(body, at);
            for (int other = Next(body, at, step); other < body.Length; other = Next(body, other, step))
                if (ListPack.Read(body, other).Matches(in element)) return true;
        }
        return false;
    }

    private static uint HashOf(ReadOnlySpan<byte> body, int at) => KeyHash.Compute(ListPack.Read(body, at).Text(stackalloc byte[Numbers.MaxInt64Length]));

    private static int Next(ReadOnlySpan<byte> body, int at, int step)
    {
        for (int i = 0; i < step && at < body.Length; i++) at += ListPack.EntryLength(body, at);
        return at;
    }
}
