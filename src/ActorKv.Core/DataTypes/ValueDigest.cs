// The digest of one key's value, and through Keyspaces/StateDigest.cs of the whole state: what DEBUG DIGEST answers.
//
// Redis builds it from two operations over a 20 byte state: xor with SHA1(x), when order does not matter, and "mix", xor with SHA1(x)
// then SHA1 of the state, when it does. Same algorithm, same bytes: the digest of ActorKv and of redis-server over the same data are
// equal, which is how tests compare the two. It is a checksum for tests and tools, not a security measure.

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace ActorKv.Core.DataTypes;

[SuppressMessage("Security", "CA5350", Justification = "DEBUG DIGEST is defined over SHA-1; nothing is protected by it.")]
internal struct ValueDigest
{
    public const int Length = 20;

    private State _state;

    [InlineArray(Length)]
    private struct State
    {
        private byte _first;
    }

    /// <summary>Xors SHA1(<paramref name="bytes"/>) in: for elements without order.</summary>
    public void Xor(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[Length];
        SHA1.HashData(bytes, hash);
        for (int i = 0; i < Length; i++) _state[i] ^= hash[i];
    }

    /// <summary>Mixes <paramref name="bytes"/> in: for elements whose order matters.</summary>
    public void Mix(ReadOnlySpan<byte> bytes)
    {
        Xor(bytes);
        Span<byte> hash = stackalloc byte[Length];
        SHA1.HashData(_state, hash);
        hash.CopyTo(_state);
    }

    /// <summary>Xors another digest's SHA1 in, as <see cref="Xor"/> of its bytes.</summary>
    public void Xor(in ValueDigest other) => Xor((ReadOnlySpan<byte>)other._state);

    public readonly void CopyTo(Span<byte> target) => ((ReadOnlySpan<byte>)_state).CopyTo(target);

    public readonly string ToHex() => Convert.ToHexStringLower(_state);
}
