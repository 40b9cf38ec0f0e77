// Passwords, of which only SHA-256 digests are kept. Comparing takes the same time whatever is wrong with a guess: digests are of one length,
// each is compared whole, and all of a user's are.

using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;

namespace ActorKv.Engine.Access;

internal static class PasswordHash
{
    private static readonly SearchValues<char> s_hexadecimal = SearchValues.Create("0123456789abcdef");

    private const int HexLength = 2 * SHA256.HashSizeInBytes;

    public static byte[] Of(ReadOnlySpan<byte> password) => SHA256.HashData(password);

    /// <summary>64 hexadecimal digits, lower case.</summary>
    public static string Print(byte[] hash) => Convert.ToHexStringLower(hash);

    /// <summary>Reads what <see cref="Print"/> gives, and nothing else.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out byte[] hash)
    {
        hash = [];
        if (text.Length != HexLength || text.ContainsAnyExcept(s_hexadecimal)) return false;
        hash = new byte[SHA256.HashSizeInBytes];
        for (int i = 0; i < hash.Length; i++) hash[i] = byte.Parse(text.Slice(2 * i, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return true;
    }

    public static bool IsAny(IReadOnlyList<byte[]> known, ReadOnlySpan<byte> given)
    {
        bool found = false;
        foreach (byte[] hash in known) found |= CryptographicOperations.FixedTimeEquals(hash, given);
        return found;
    }
}
