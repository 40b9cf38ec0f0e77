// The arguments that random commands get.
//
// Few keys, so that commands meet; their slots differ, except where a hash tag ties two. Deadlines lie far ahead or have passed: nothing expires
// while two servers are being compared, as their clocks are not read at one moment. Relative deadlines are drawn from so wide a range that
// two of a key never compare as equal on one server and unequal on the other (EXPIRE ... GT). SET is given no deadline that has passed:
// redis-server then keeps the key, for DBSIZE and DEBUG DIGEST to see, until it happens to come by.

using ActorKv.Acceptance.Tests.Harness;
using FsCheck;
using FsCheck.Fluent;

namespace ActorKv.Acceptance.Tests.Differential;

internal static class ArgumentKinds
{
    public static Gen<Argument> Extreme { get; } = Texts(
        "9223372036854775807", "-9223372036854775808", "9223372036854775808", "-9223372036854775809", "18446744073709551616", "4294967296", "-2147483649");

    public static Gen<Argument> NoNumber { get; } = Texts("", "abc", "1.5", " 1", "1 ", "0x10", "+1", "01", "-0", "--1");

    public static Gen<Argument> Value { get; } = Gen.Frequency(
        (6, Texts("a", "b", "hello", "world", "foobar", "ohmytext", "mynewtext", "")), (5, Gen.Choose(-3, 10000).Select(number => (Argument)number)),
        (2, Extreme), (1, NoNumber), (1, Texts("3.14", "1e3", "-0.5", "inf", "nan")), (1, Texts("\0", "\xff\xfe\r\n", "\r\n", "\"quoted\"")),
        (2, Gen.Choose(40, 70).Select(length => (Argument)new string('x', length))), (1, Gen.Choose(100, 5000).Select(length => (Argument)new string('y', length))));

    private static readonly Gen<Argument> Past = Texts("1", "1700000000");

    private static readonly Gen<Argument> NoDeadline = Texts("0", "-1", "9223372036854775807", "abc");

    private static readonly Gen<Argument> FutureSeconds =
        Gen.Frequency((9, Gen.Choose(2_000_000_000, int.MaxValue).Select(number => (Argument)number)), (1, NoDeadline));

    private static readonly Gen<Argument> FutureMilliseconds =
        Gen.Frequency((9, Gen.Choose(0, int.MaxValue).Select(number => (Argument)(4_000_000_000_000 + number))), (1, NoDeadline));

    /// <summary>The kinds by the names that syntaxes use.</summary>
    public static IReadOnlyDictionary<string, Gen<Argument>> All { get; } = new Dictionary<string, Gen<Argument>>
    {
        ["key"] = Texts("a", "b", "c", "d", "e", "list1", "list2", "{tag}1", "{tag}2", "{}x", "key with space", "\xff\0key", ""),
        ["value"] = Value,
        // Nothing that could be a timeout: a blocking command would wait for it.
        ["nonsense"] = Texts("abc", "", "-1", "1.5.2", "\0", "9223372036854775808", "\xff\xfe", "NX", "COUNT"),
        ["integer"] = Mostly(Gen.Choose(-100, 100)),
        ["index"] = Mostly(Gen.Choose(-7, 7)),
        ["count"] = Mostly(Gen.Choose(-1, 5)),
        ["offset"] = Gen.Frequency((9, Gen.Choose(0, 200).Select(number => (Argument)number)), (1, Texts("-1", "536870912", "9223372036854775807", "abc"))),
        ["float"] = Gen.Frequency(
            (5, Texts("0.1", "-0.5", "3", "1e3", "2.5e-5", "10000000000", "5.0", "0")), (1, Texts("inf", "-inf", "nan", "1e5000", "abc", "", " 1", "1.7e308"))),
        ["seconds"] = Gen.Frequency((6, Gen.Choose(1000, 100_000_000).Select(number => (Argument)number)), (1, Texts("0", "-1", "9223372036854775807", "9223372036854775", "abc"))),
        ["milliseconds"] = Gen.Frequency((6, Gen.Choose(1_000_000, int.MaxValue).Select(number => (Argument)number)), (1, Texts("0", "-1", "9223372036854775807", "abc"))),
        ["future"] = FutureSeconds, ["futuremillis"] = FutureMilliseconds,
        ["unixtime"] = Gen.Frequency((5, FutureSeconds), (1, Past)), ["unixmillis"] = Gen.Frequency((5, FutureMilliseconds), (1, Past)),
        ["database"] = Gen.Frequency((9, Gen.Choose(0, 2).Select(number => (Argument)number)), (1, Texts("15", "16", "-1", "abc"))),
        ["pattern"] = Texts("*", "a", "?", "[a-c]", "[^a]", "list*", "{tag}?", "*\xff*", "\\a", "[", "", "*1", "l[i-]st1"),
        ["type"] = Texts("string", "list", "hash", "set", "nosuchtype", "STRING"),
        ["timeout"] = Gen.Frequency((8, Texts("0.01", "0.001")), (1, Texts("-1", "abc", "1e400", "9223372036854775807"))),
    };

    /// <summary>A usual number, now and then an extreme one or none at all.</summary>
    public static Gen<Argument> Mostly(Gen<int> usual) => Gen.Frequency((12, usual.Select(number => (Argument)number)), (1, Extreme), (1, NoNumber));

    /// <summary>One of these texts.</summary>
    public static Gen<Argument> Texts(params string[] texts) => Gen.Elements(texts).Select(text => (Argument)text);
}
