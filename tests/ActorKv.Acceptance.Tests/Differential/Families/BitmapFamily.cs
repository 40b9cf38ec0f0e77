// Bitmaps. Offsets reach to where a string may end at most, but nothing in between: a key of 512 MB would have to be sent about.

using ActorKv.Acceptance.Tests.Harness;
using FsCheck;
using FsCheck.Fluent;

namespace ActorKv.Acceptance.Tests.Differential.Families;

internal static class BitmapFamily
{
    private static readonly Gen<Argument> NoOffset = ArgumentKinds.Texts("-1", "4294967296", "#-1", "#", "abc", "", "#576460752303423488", "9223372036854775807", "-9223372036854775808");

    public static CommandFamily Family { get; } = new()
    {
        Common =
        [
            "SETBIT key bit (0|1|value)", "SETBIT key bit (0|1)", "GETBIT key bit", "SET key bits", "STRLEN key",
            "BITCOUNT key [index index [BIT|BYTE]]", "BITCOUNT key far far (BIT|BYTE)", "BITPOS key (0|1) [index [index [BIT|BYTE]]]", "BITPOS key (0|1) far [far [BIT|BYTE]]",
            "BITOP (AND|OR|XOR|NOT) key key+", "BITFIELD key (GET field at|SET field at operand|INCRBY field at operand|OVERFLOW (WRAP|SAT|FAIL))+",
            "BITFIELD key OVERFLOW (SAT|FAIL) (SET|INCRBY) field at operand", "BITFIELD_RO key (GET field at)+", "OBJECT ENCODING key",
        ],
        Kinds = new Dictionary<string, Gen<Argument>>
        {
            ["bit"] = Gen.Frequency((12, Gen.Choose(0, 300).Select(number => (Argument)number)), (1, NoOffset)),
            ["at"] = Gen.Frequency((8, Gen.Choose(0, 300).Select(number => (Argument)number)), (6, Gen.Choose(0, 9).Select(number => (Argument)$"#{number}")), (1, NoOffset)),
            ["far"] = ArgumentKinds.Mostly(Gen.Choose(-300, 300)),
            ["operand"] = ArgumentKinds.Mostly(Gen.Choose(-300, 300)),
            ["field"] = Gen.Frequency(
                (6, Gen.Choose(1, 63).SelectMany(width => Gen.Elements("i", "u").Select(sign => (Argument)$"{sign}{width}"))),
                (4, ArgumentKinds.Texts("i64", "u63", "u8", "i8", "i1", "u1")), (1, ArgumentKinds.Texts("u64", "i65", "i0", "u", "x8", "U8", "u8\0x", ""))),
            ["bits"] = ArgumentKinds.Texts("", "\0", "\0\0\0\0\0\0\0\0\0", "\xff", "\xff\xff\xff\xff\xff\xff\xff\xff\xff", "\0\xff\0", "\xaa\x55\xf0", "foobar"),
        },
    };
}
