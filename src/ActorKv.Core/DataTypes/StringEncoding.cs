// What OBJECT ENCODING says of a string. Redis' three words, decided in one place:
//
//   short string (shares an array with its key)   int      the canonical spelling of a 64 bit integer
//                                                 embstr   anything else up to 44 bytes
//                                                 raw      longer
//   StringBuffer                                  raw      what APPEND, SETRANGE and SETBIT made, and what is long
//                                                 embstr   an INCRBYFLOAT result that looks like an integer (see there)
//
// We keep no integers in binary: the word is a statement about the bytes, computed when somebody asks.

namespace ActorKv.Core.DataTypes;

internal static class StringEncoding
{
    /// <summary>Longest "embstr", in bytes: OBJ_ENCODING_EMBSTR_SIZE_LIMIT of Redis.</summary>
    public const int MaxEmbedded = 44;

    /// <summary>The encoding of a string that shares an array with its key.</summary>
    public static ReadOnlySpan<byte> OfShortString(ReadOnlySpan<byte> value)
    {
        if (Numbers.TryParseInt64(value, out _)) return "int"u8;
        return value.Length <= MaxEmbedded ? "embstr"u8 : "raw"u8;
    }
}
