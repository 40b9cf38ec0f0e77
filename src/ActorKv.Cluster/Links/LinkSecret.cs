// How two nodes know that both belong to the cluster: each shows that it knows the cluster's secret, without saying it, over what both have thrown dice
// for. HMAC-SHA256 (RFC 2104); the first byte says who proves, so that a proof cannot be sent back to whom it came from.

using System.Security.Cryptography;

namespace ActorKv.Cluster.Links;

internal sealed class LinkSecret(byte[] secret)
{
    public const int NonceBytes = 32, ProofBytes = 32;

    public static byte[] NewNonce() => RandomNumberGenerator.GetBytes(NonceBytes);

    /// <summary>What a side shows.</summary>
    /// <param name="byCaller">True for who has opened the connection.</param>
    /// <param name="hello">The body of the caller's Hello, with its nonce.</param>
    /// <param name="nonce">The nonce of the called.</param>
    public byte[] Prove(bool byCaller, ReadOnlySpan<byte> hello, ReadOnlySpan<byte> nonce) =>
        HMACSHA256.HashData(secret, (byte[])[byCaller ? (byte)'c' : (byte)'s', .. hello, .. nonce]);

    /// <summary>True when the proof is right. Takes as long whatever is wrong with it.</summary>
    public bool Accepts(ReadOnlySpan<byte> proof, bool byCaller, ReadOnlySpan<byte> hello, ReadOnlySpan<byte> nonce) =>
        CryptographicOperations.FixedTimeEquals(proof, Prove(byCaller, hello, nonce));
}
