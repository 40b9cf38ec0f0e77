// XXH3, 64 bits, without a seed: what DIGEST answers. Five ways to hash, by length, all against the same 192 bytes of secret:
//
//   0 to 16      a few words, folded        17 to 128   pairs of 16 bytes from both ends towards the middle
//   129 to 240   16 bytes after another     more        eight sums over stripes of 64 bytes, scrambled every 1024, merged at the end
//
// "Folded" is the usual step: the 128 bit product of two words, its halves xored.
// Source: Yann Collet, https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md.

using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace ActorKv.Core.DataTypes;

internal static class XxHash3
{
    /// <summary>Characters of <see cref="WriteHex"/>.</summary>
    public const int HexLength = 16;

    private const int StripeSize = 64, Lanes = 8, SecretStep = 8, StripesInBlock = (192 - StripeSize) / SecretStep;

    private const ulong
        Prime32A = 0x9E3779B1, Prime32B = 0x85EBCA77, Prime32C = 0xC2B2AE3D,
        PrimeA = 0x9E3779B185EBCA87, PrimeB = 0xC2B2AE3D27D4EB4F, PrimeC = 0x165667B19E3779F9, PrimeD = 0x85EBCA77C2B2AE63, PrimeE = 0x27D4EB2F165667C5,
        MixA = 0x165667919E3779F9, MixB = 0x9FB21C651E98DF25;

    private static ReadOnlySpan<byte> Secret =>
    [
        0xb8, 0xfe, 0x6c, 0x39, 0x23, 0xa4, 0x4b, 0xbe, 0x7c, 0x01, 0x81, 0x2c, 0xf7, 0x21, 0xad, 0x1c, 0xde, 0xd4, 0x6d, 0xe9, 0x83, 0x90, 0x97, 0xdb,
        0x72, 0x40, 0xa4, 0xa4, 0xb7, 0xb3, 0x67, 0x1f, 0xcb, 0x79, 0xe6, 0x4e, 0xcc, 0xc0, 0xe5, 0x78, 0x82, 0x5a, 0xd0, 0x7d, 0xcc, 0xff, 0x72, 0x21,
        0xb8, 0x08, 0x46, 0x74, 0xf7, 0x43, 0x24, 0x8e, 0xe0, 0x35, 0x90, 0xe6, 0x81, 0x3a, 0x26, 0x4c, 0x3c, 0x28, 0x52, 0xbb, 0x91, 0xc3, 0x00, 0xcb,
        0x88, 0xd0, 0x65, 0x8b, 0x1b, 0x53, 0x2e, 0xa3, 0x71, 0x64, 0x48, 0x97, 0xa2, 0x0d, 0xf9, 0x4e, 0x38, 0x19, 0xef, 0x46, 0xa9, 0xde, 0xac, 0xd8,
        0xa8, 0xfa, 0x76, 0x3f, 0xe3, 0x9c, 0x34, 0x3f, 0xf9, 0xdc, 0xbb, 0xc7, 0xc7, 0x0b, 0x4f, 0x1d, 0x8a, 0x51, 0xe0, 0x4b, 0xcd, 0xb4, 0x59, 0x31,
        0xc8, 0x9f, 0x7e, 0xc9, 0xd9, 0x78, 0x73, 0x64, 0xea, 0xc5, 0xac, 0x83, 0x34, 0xd3, 0xeb, 0xc3, 0xc5, 0x81, 0xa0, 0xff, 0xfa, 0x13, 0x63, 0xeb,
        0x17, 0x0d, 0xdd, 0x51, 0xb7, 0xf0, 0xda, 0x49, 0xd3, 0x16, 0x55, 0x26, 0x29, 0xd4, 0x68, 0x9e, 0x2b, 0x16, 0xbe, 0x58, 0x7d, 0x47, 0xa1, 0xfc,
        0x8f, 0xf8, 0xb8, 0xd1, 0x7a, 0xd0, 0x31, 0xce, 0x45, 0xcb, 0x3a, 0x8f, 0x95, 0x16, 0x04, 0x28, 0xaf, 0xd7, 0xfb, 0xca, 0xbb, 0x4b, 0x40, 0x7e,
    ];

    public static ulong Compute(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        0 => Avalanche64(Word(Secret, 56) ^ Word(Secret, 64)),
        <= 3 => UpTo3(bytes),
        <= 8 => UpTo8(bytes),
        <= 16 => UpTo16(bytes),
        <= 128 => UpTo128(bytes),
        <= 240 => UpTo240(bytes),
        _ => Long(bytes),
    };

    /// <summary>Spells the hash as 16 hexadecimal digits, lower case.</summary>
    public static ReadOnlySpan<byte> WriteHex(ReadOnlySpan<byte> bytes, Span<byte> target)
    {
        Compute(bytes).TryFormat(target, out int length, "x16", CultureInfo.InvariantCulture);
        return target[..length];
    }

    private static ulong UpTo3(ReadOnlySpan<byte> bytes)
    {
        uint all = (uint)(bytes[0] << 16 | bytes[bytes.Length >> 1] << 24 | bytes[^1] | bytes.Length << 8);
        return Avalanche64(all ^ (ulong)(Half(Secret, 0) ^ Half(Secret, 4)));
    }

    private static ulong UpTo8(ReadOnlySpan<byte> bytes)
    {
        ulong hash = (Half(bytes, bytes.Length - 4) | (ulong)Half(bytes, 0) << 32) ^ Word(Secret, 8) ^ Word(Secret, 16);
        hash ^= BitOperations.RotateLeft(hash, 49) ^ BitOperations.RotateLeft(hash, 24);
        hash *= MixB;
        hash ^= (hash >> 35) + (ulong)bytes.Length;
        hash *= MixB;
        return hash ^ hash >> 28;
    }

    private static ulong UpTo16(ReadOnlySpan<byte> bytes)
    {
        ulong low = Word(bytes, 0) ^ Word(Secret, 24) ^ Word(Secret, 32);
        ulong high = Word(bytes, bytes.Length - 8) ^ Word(Secret, 40) ^ Word(Secret, 48);
        return Avalanche((ulong)bytes.Length + BinaryPrimitives.ReverseEndianness(low) + high + Fold(low, high));
    }

    private static ulong UpTo128(ReadOnlySpan<byte> bytes)
    {
        ulong sum = (ulong)bytes.Length * PrimeA;
        for (int pair = (bytes.Length - 1) / 32; pair >= 0; pair--)
            sum += Mix(bytes, 16 * pair, 32 * pair) + Mix(bytes, bytes.Length - 16 * (pair + 1), 32 * pair + 16);
        return Avalanche(sum);
    }

    private static ulong UpTo240(ReadOnlySpan<byte> bytes)
    {
        ulong sum = (ulong)bytes.Length * PrimeA;
        for (int i = 0; i < 8; i++) sum += Mix(bytes, 16 * i, 16 * i);
        sum = Avalanche(sum);
        for (int i = 8; i < bytes.Length / 16; i++) sum += Mix(bytes, 16 * i, 16 * (i - 8) + 3);
        return Avalanche(sum + Mix(bytes, bytes.Length - 16, 136 - 17));
    }

    private static ulong Long(ReadOnlySpan<byte> bytes)
    {
        Span<ulong> sums = [Prime32C, PrimeA, PrimeB, PrimeC, PrimeD, Prime32B, PrimeE, Prime32A];
        // The last stripe ends where the bytes end, and comes by itself even when they are whole stripes.
        int stripes = (bytes.Length - 1) / StripeSize;
        for (int stripe = 0; stripe < stripes; stripe++)
        {
            int inBlock = stripe % StripesInBlock;
            Accumulate(sums, bytes[(stripe * StripeSize)..], Secret[(inBlock * SecretStep)..]);
            if (inBlock == StripesInBlock - 1) Scramble(sums);
        }
        Accumulate(sums, bytes[^StripeSize..], Secret[^(StripeSize + 7)..]);
        ulong hash = (ulong)bytes.Length * PrimeA;
        for (int i = 0; i < Lanes; i += 2) hash += Fold(sums[i] ^ Word(Secret, 11 + 8 * i), sums[i + 1] ^ Word(Secret, 19 + 8 * i));
        return Avalanche(hash);
    }

    private static void Accumulate(Span<ulong> sums, ReadOnlySpan<byte> stripe, ReadOnlySpan<byte> secret)
    {
        for (int i = 0; i < Lanes; i++)
        {
            ulong word = Word(stripe, 8 * i), keyed = word ^ Word(secret, 8 * i);
            sums[i ^ 1] += word;
            sums[i] += (uint)keyed * (keyed >> 32);
        }
    }

    private static void Scramble(Span<ulong> sums)
    {
        ReadOnlySpan<byte> secret = Secret[^StripeSize..];
        for (int i = 0; i < Lanes; i++) sums[i] = (sums[i] ^ sums[i] >> 47 ^ Word(secret, 8 * i)) * Prime32A;
    }

    private static ulong Mix(ReadOnlySpan<byte> bytes, int at, int secretAt) =>
        Fold(Word(bytes, at) ^ Word(Secret, secretAt), Word(bytes, at + 8) ^ Word(Secret, secretAt + 8));

    private static ulong Fold(ulong left, ulong right)
    {
        ulong high = Math.BigMul(left, right, out ulong low);
        return low ^ high;
    }

    private static ulong Avalanche(ulong hash)
    {
        hash = (hash ^ hash >> 37) * MixA;
        return hash ^ hash >> 32;
    }

    // The last step of XXH64, which the shortest inputs have.
    private static ulong Avalanche64(ulong hash)
    {
        hash = (hash ^ hash >> 33) * PrimeB;
        hash = (hash ^ hash >> 29) * PrimeC;
        return hash ^ hash >> 32;
    }

    private static ulong Word(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);

    private static uint Half(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
