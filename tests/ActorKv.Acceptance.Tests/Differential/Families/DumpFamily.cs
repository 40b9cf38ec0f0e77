// DUMP and RESTORE. Payloads are those of redis-server 7.0.15, one for each encoding that is read here, and damaged ones. What DUMP answers is
// compared elsewhere (DumpSpec): two servers cut lists and compress strings in ways of their own.

using ActorKv.Acceptance.Tests.Harness;
using FsCheck;
using FsCheck.Fluent;

namespace ActorKv.Acceptance.Tests.Differential.Families;

internal static class DumpFamily
{
    private static readonly string[] Payloads =
    [
        "000568656c6c6f0a006372df766534200a", "00c240e201000a00432647f443197283", "00c30a407802616261e06a010161620a00b288708c530716d2",
        "1201021616000000040081610201018162028568656c6c6f06ff0a0004662d009781a197",
        "0b0e02000000030000000100020003000a00a5025ce26d6e4d1b", "0203c001016201610a004467f0c6e2d12e5b", "111d1d0000000600816302842d696e6605816102010181620283322e3504ff0a003992339be11f323d",
        "10121200000004008166028176028167020201ff0a0001a64e4fc1d4e543", "04010166c3094046017676e039000176760a00f21bfa0a02f2749c",
        "05020162000000000000f07fc3094046017878e03900017878000000000000f03f0a0082b2aa08236a8b54",
    ];

    public static CommandFamily Family { get; } = new()
    {
        Common = ["DUMP key", "RESTORE key milliseconds payload [REPLACE]", "RESTORE key 0 payload REPLACE", "RESTORE key unixmillis payload [REPLACE] ABSTTL"],
        Rare =
        [
            "RESTORE key 0 value", "RESTORE key 0 damaged REPLACE", "RESTORE key 0 payload (IDLETIME|FREQ) index [REPLACE]", "RESTORE key milliseconds payload nonsense",
        ],
        Kinds = new Dictionary<string, Gen<Argument>>
        {
            ["payload"] = Gen.Elements(Payloads).Select(hex => (Argument)Convert.FromHexString(hex)),
            ["damaged"] = Gen.Zip(Gen.Elements(Payloads), Gen.Choose(0, 300)).Select(pair => Damage(Convert.FromHexString(pair.Item1), pair.Item2)),
        },
        Differences = [new("DUMP", "the bytes of a value may be others where they mean the same", KnownDifference.SameKind)],
    };

    private static Argument Damage(byte[] payload, int where)
    {
        payload[where % payload.Length] ^= 0x10;
        return payload;
    }
}
