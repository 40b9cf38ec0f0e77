// The geohash that people exchange: 11 letters of five bits each. Unlike scores it is made of the whole range of latitudes, -90 to 90, so a
// score is taken apart and put together anew. 52 bits end within the eleventh letter, which is always the first of the alphabet.

namespace ActorKv.Core.DataTypes.Geo;

internal static class GeoHashText
{
    public const int Length = 11;

    private const double MaxLatitude = 90;

    private const int Bits = 2 * GeoCell.MaxSteps, BitsOfLetter = 5;

    private static ReadOnlySpan<byte> Alphabet => "0123456789bcdefghjkmnpqrstuvwxyz"u8;

    /// <summary>Spells the geohash of a place into <paramref name="target"/> (<see cref="Length"/> bytes).</summary>
    public static ReadOnlySpan<byte> Format(GeoPoint point, Span<byte> target)
    {
        ulong bits = GeoCell.Of(point, GeoCell.MaxSteps, MaxLatitude).Bits;
        for (int i = 0; i < Length - 1; i++) target[i] = Alphabet[(int)(bits >> Bits - (i + 1) * BitsOfLetter) & 0x1f];
        target[Length - 1] = Alphabet[0];
        return target[..Length];
    }
}
