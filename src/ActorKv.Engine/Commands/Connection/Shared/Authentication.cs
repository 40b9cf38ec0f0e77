// Who may come in, for AUTH and HELLO. There is one user, "default", whose password is requirepass.

using System.Security.Cryptography;
using System.Text;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Connection.Shared;

internal static class Authentication
{
    public static ReadOnlySpan<byte> DefaultUser => "default"u8;

    public static ReadOnlySpan<byte> Refused => "WRONGPASS invalid username-password pair or user is disabled."u8;

    /// <summary>Lets the session in when user and password fit; leaves it as it is when they do not.</summary>
    public static bool Try(Session session, ReadOnlySpan<byte> user, ReadOnlySpan<byte> password)
    {
        if (!user.SequenceEqual(DefaultUser) || !Fits(session.Store.Options.RequirePass, password)) return false;
        session.User = "default";
        session.Authenticated = true;
        return true;
    }

    // Compares digests of equal length in constant time, so that the time tells nothing about how much of a guess is right, nor of the length.
    private static bool Fits(string required, ReadOnlySpan<byte> given) =>
        required.Length == 0 || CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(required)), SHA256.HashData(given));
}
