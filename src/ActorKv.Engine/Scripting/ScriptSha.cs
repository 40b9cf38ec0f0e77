// The name that Redis gives a script: the SHA-1 of its text.

using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace ActorKv.Engine.Scripting;

internal static class ScriptSha
{
    /// <summary>40 lower-case hexadecimal digits.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "A name that clients compute too, not a protection.")]
    public static string Of(ReadOnlySpan<byte> text) => Convert.ToHexStringLower(SHA1.HashData(text));
}
