// Error replies, each once, byte for byte as Redis words it: clients match on these texts.
//
// Source: replies of redis-server 7.0.15. Errors that only one command knows stand with that command.

namespace ActorKv.Core.Commands;

internal static class Errors
{
    public static ReadOnlySpan<byte> WrongType => "WRONGTYPE Operation against a key holding the wrong kind of value"u8;

    public static ReadOnlySpan<byte> Syntax => "ERR syntax error"u8;

    public static ReadOnlySpan<byte> NotAnInteger => "ERR value is not an integer or out of range"u8;

    public static ReadOnlySpan<byte> NotAFloat => "ERR value is not a valid float"u8;

    public static ReadOnlySpan<byte> NoSuchKey => "ERR no such key"u8;

    public static ReadOnlySpan<byte> IndexOutOfRange => "ERR index out of range"u8;

    public static ReadOnlySpan<byte> OutOfRange => "ERR value is out of range"u8;

    public static ReadOnlySpan<byte> MustBePositive => "ERR value is out of range, must be positive"u8;

    /// <summary>A number that is an integer and does not fit 32 bits, where Redis keeps it in an int.</summary>
    public static ReadOnlySpan<byte> NotAnInt32 => "ERR value is out of range, value must between -2147483648 and 2147483647"u8;

    public static ReadOnlySpan<byte> InvalidCursor => "ERR invalid cursor"u8;

    public static ReadOnlySpan<byte> StringTooLong => "ERR string exceeds maximum allowed size (proto-max-bulk-len)"u8;

    public static ReadOnlySpan<byte> Overflow => "ERR increment or decrement would overflow"u8;

    public static ReadOnlySpan<byte> FieldCountNotPositive => "ERR Number of fields must be a positive integer"u8;

    public static ReadOnlySpan<byte> SumNotFinite => "ERR increment would produce NaN or Infinity"u8;

    public static ReadOnlySpan<byte> SameObject => "ERR source and destination objects are the same"u8;

    public static ReadOnlySpan<byte> DatabaseOutOfRange => "ERR DB index is out of range"u8;

    public static ReadOnlySpan<byte> BadKeyCount => "ERR numkeys should be greater than 0"u8;

    public static ReadOnlySpan<byte> BadCount => "ERR count should be greater than 0"u8;

    public static ReadOnlySpan<byte> TimeoutNotAFloat => "ERR timeout is not a float or out of range"u8;

    public static ReadOnlySpan<byte> TimeoutNegative => "ERR timeout is negative"u8;

    /// <summary>"ERR invalid expire time in 'set' command"</summary>
    public static string InvalidExpire(string command) => $"ERR invalid expire time in '{command}' command";

    /// <summary>"ERR wrong number of arguments for 'get' command"</summary>
    public static string WrongArity(string command) => $"ERR wrong number of arguments for '{command}' command";
}
