// Streams and their consumer groups. Ids are small numbers, so that they meet; none comes from the clock, which the two servers read at
// different moments. What a reply tells of times is left out of the comparison: how long entries are pending, and when consumers were seen.

using System.Globalization;
using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Protocol;
using FsCheck;
using FsCheck.Fluent;

namespace ActorKv.Acceptance.Tests.Differential.Families;

internal static class StreamFamily
{
    private const string Read = "[COUNT count] STREAMS (key lastid|key key lastid lastid)";
    private const string ReadGroup = "XREADGROUP GROUP group consumer [COUNT count] [NOACK] STREAMS";

    public static CommandFamily Family { get; } = new()
    {
        Common =
        [
            "XADD key newid (field value)+", "XADD key newid (field value)+", "XADD key newid field value", "XADD key [NOMKSTREAM] newid field value",
            "XADD key (MAXLEN|MINID) [=|~] streamid [LIMIT count] newid field value", "XDEL key streamid+", "XLEN key", "XRANGE key rangeid rangeid [COUNT count]",
            "XREVRANGE key rangeid rangeid [COUNT count]", "XTRIM key (MAXLEN [=|~] count|MINID [=|~] streamid) [LIMIT count]",
            "XREAD " + Read, "XSETID key streamid [ENTRIESADDED count] [MAXDELETEDID streamid]",
            "XGROUP CREATE key group lastid [MKSTREAM] [ENTRIESREAD count]", "XGROUP CREATE key group 0 MKSTREAM", "XGROUP SETID key group lastid [ENTRIESREAD count]",
            "XGROUP CREATECONSUMER key group consumer", "XGROUP DELCONSUMER key group consumer",
            ReadGroup + " key >", ReadGroup + " key >", ReadGroup + " key lastid", ReadGroup + " key key > >", "XACK key group streamid+",
            "XCLAIM key group consumer (0|100000000) streamid+ [IDLE 0] [RETRYCOUNT count] [FORCE] [JUSTID] [LASTID streamid]",
            "XAUTOCLAIM key group consumer (0|100000000) rangeid [COUNT count] [JUSTID]", "XPENDING key group",
            "XPENDING key group [IDLE (0|100000000)] rangeid rangeid count [consumer]", "XINFO STREAM key", "XINFO STREAM key FULL [COUNT count]",
            "XINFO GROUPS key", "XINFO CONSUMERS key group", "DEBUG DIGEST-VALUE key",
        ],
        Rare =
        [
            "XREAD BLOCK 1 " + Read, "XREADGROUP GROUP group consumer BLOCK 1 STREAMS key >", "XGROUP DESTROY key group", "XINFO value key", "XGROUP value key group",
            "COMMAND GETKEYS XREAD STREAMS key key 0 0", "COMMAND GETKEYS XREADGROUP GROUP group consumer STREAMS key >",
        ],
        Kinds = new Dictionary<string, Gen<Argument>>
        {
            ["key"] = ArgumentKinds.Texts("stream1", "stream2", "stream3", "{tag}stream", "list1", "a"),
            ["field"] = ArgumentKinds.Texts("f", "f", "f", "g", "1", ""),
            ["group"] = ArgumentKinds.Texts("g", "g", "h", "\xff\0"),
            ["consumer"] = ArgumentKinds.Texts("alice", "bob", "carl", ""),
            ["newid"] = Gen.Frequency(
                (8, Gen.Choose(1, 60).Select(number => (Argument)string.Create(CultureInfo.InvariantCulture, $"{number}-*"))), (2, SomeId),
                (1, ArgumentKinds.Texts("0-*", "0-0", "5-*-", "+7", "18446744073709551615-*", "x"))),
            ["streamid"] = Gen.Frequency((12, SomeId), (1, ArgumentKinds.Texts("-", "+", "0-0", "x", "", "5-", "007", "18446744073709551615-18446744073709551615"))),
            ["rangeid"] = Gen.Frequency((3, ArgumentKinds.Texts("-", "+")), (6, SomeId), (2, SomeId.Select(id => (Argument)("(" + id))), (1, ArgumentKinds.Texts("(", "(-", "x"))),
            ["lastid"] = Gen.Frequency((3, ArgumentKinds.Texts("0")), (6, SomeId), (2, ArgumentKinds.Texts("$")), (1, ArgumentKinds.Texts(">", "-", "x"))),
        },
        Differences =
        [
            new("XINFO", KnownDifference.Clock, SameButTimes), new("XPENDING", KnownDifference.Clock, SameButTimes),
            new("XGROUP HELP", "the texts are our own", KnownDifference.SameKind), new("XINFO HELP", "the texts are our own", KnownDifference.SameKind),
        ],
    };

    private static Gen<Argument> SomeId =>
        Gen.Choose(0, 60).SelectMany(number => Gen.Choose(0, 3).Select(sequence => (Argument)string.Create(CultureInfo.InvariantCulture, $"{number}-{sequence}")));

    // A time follows its name, or is the third of a pending entry's four parts (id, consumer, time, deliveries) and the second of three.
    private static bool SameButTimes(Reply left, Reply right)
    {
        int count = left.Items.Count;
        if (left.Kind != right.Kind || count != right.Items.Count) return false;
        if (count == 0) return left.ToString() == right.ToString();
        for (int i = 0; i < count; i++)
        {
            bool isTime = i > 0 && left.Items[i].Kind == ReplyKind.Integer &&
                (left.Items[i - 1].Text is "idle" or "seen-time" || (i == count - 2 && count is 3 or 4 && left.Items[count - 1].Kind == ReplyKind.Integer));
            if (!isTime && !SameButTimes(left.Items[i], right.Items[i])) return false;
        }
        return true;
    }
}
