// The valid payloads that mutations begin with, for each type: values as redis-server 7.0.15 writes them, in each of its encodings; older
// encodings, put together here; and what our own commands make. DUMP payloads stand without version and checksum.

using System.Text;
using ActorKv.Core.DataTypes;

namespace ActorKv.Fuzz;

internal static class Originals
{
    private const string StreamNode =
        "01100000000000000001000000000000000129290000000f000201000101018166020001020100010001817602040102010101dfff028177020401ff";
    private const string Pending = "000000000000000100000000000000018ef15c04a201000001", Owned = "0100000000000000010000000000000001", Seen = "8ef15c04a2010000";

    private static readonly Dictionary<string, (string[] Payloads, string[] Commands, string[] Uses)> s_types = new(StringComparer.Ordinal)
    {
        ["string"] = (
            ["000568656c6c6f", "00c085", "00c13930", "00c240e20100", "00c30a407802616261e06a01016162"],
            ["SETRANGE k 300 x"],
            ["APPEND k more", "GETRANGE k 0 -1", "SETRANGE k 3 x", "STRLEN k"]),
        ["list"] = (
            [
                "120102161600000004008161020101816202" + "8568656c6c6f06ff", "1202010341424302" + "0a0a00000001008161" + "02ff", "01020161c005",
                "120102c3407440d90fd9000000140088656c656d656e743009c0090031e000090032e000090033e000090034e000090035e000090036e000090037e000090038e0000902390989a0630231300ae0000a0031e0010a0032e0010a0033e0010a0034e0010a0035e0010a0036e0010a0037e0010a0038e0010a02390aff",
                "0a" + ZiplistBlob("0461626364", "fe85", "f3", "c03930", "d015cd5b07", "f0000010"), "0e02" + ZiplistBlob("0461626364", "f3") + ZiplistBlob("e00000000001000000"),
            ],
            ["RPUSH k a 1 -129 70000 5000000000 hello"],
            ["LPUSH k more", "RPUSH k 17", "LRANGE k 0 -1", "LINDEX k -1", "LSET k 0 x", "LINSERT k BEFORE x y", "LREM k 0 x", "RPOP k", "LPOP k 3", "SORT k ALPHA"]),
        ["set"] = (
            [
                "0203c00101620161", "0b0e02000000030000000100020003" + "00", "0b0e0200000003000000fdff01000200", "0b2008000000030000000100000000000000701101000000000000f2052a01000000",
                "140f0f0000000300" + "8161028162020101ff",
            ],
            ["SADD k 1 2 3", "SADD k a b c 17"],
            ["SADD k more 5", "SISMEMBER k a", "SMEMBERS k", "SRANDMEMBER k 3", "SREM k more 1 2", "SPOP k", "SINTERCARD 1 k", "SORT k ALPHA"]),
        ["zset"] = (
            [
                "1122220000000800816302842d696e6605816102010181620283322e35040701c12c02ff", "050301620000" + "00000000f07f0161000000000000f03f0163000000000000f8bf",
                "11c3409240ed10ed0000002800876d656d62657230080001a00a02310801c00a02320802c00a02330803c00a02340804c00a02350805c00a02360806c00a02370807c00a02380808c00a043908090188806d033130090ae0000b0231090be0000b0232090ce0000b0233090de0000b0234090ee0000b0235090fe0000b02360910e0000b02370911e0000b02380912e0000b0439091301ff",
                "0303016101310162fe016303322e35", "0c" + ZiplistBlob("0161", "f2", "0162", "03322e35"),
            ],
            ["ZADD k 1 a 2.5 b -inf c 300 17"],
            ["ZADD k 4 more", "ZRANGE k 0 -1 WITHSCORES", "ZRANK k more", "ZRANGEBYSCORE k -inf +inf", "ZINCRBY k 2 more", "ZREM k a", "ZPOPMIN k", "ZREMRANGEBYRANK k 0 0", "SORT k ALPHA"]),
        ["hash"] = (
            [
                "10181800000006008166028176028167020201816802ded402ff", "0402016601760167047878787" + "8",
                "10c340b6415b135b0100002800866669656c6430078676616c75652007600f0031a00f2007600f0032a00f2007600f0033a00f2007600f0034a00f2007600f0035a00f2007600f0036a00f2007600f0037a00f2007600f0038a00f2007600f0039a00f02390787600f033130088760a0400880110031c011200880110032c011200880110033c011200880110034c011200880110035c011200880110036c011200880110037c011200880110038c011200880110039c011023908ff",
                "09" + "0d" + "0201660100760167020031" + "32ff", "0d" + ZiplistBlob("0166", "0176", "0167", "f3"),
            ],
            ["HSET k f v g 2 h -300", "HSETEX k PXAT 4000000000000 FIELDS 2 f v g 2", "HSETEX k PXAT 4000000000000 FIELDS 2 f v g xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"],
            ["HSET k more 5", "HGETALL k", "HGET k f", "HINCRBY k more 2", "HDEL k f more", "HRANDFIELD k 3", "HLEN k", "HPEXPIRE k 100000 FIELDS 1 g", "HTTL k FIELDS 1 g"]),
        ["stream"] = (
            [
                "130110000000000000000100000000000000013d3d000000180002010101010181660200010201000100018176020401030100010101817702040100010101dfff020201816702010181680216010801ff020200010101020300",
                "13" + StreamNode + "0202000101000002" + "01016701010101" + Pending + "02026331" + Seen + Owned + "026332" + Seen + "00",
                "0f" + StreamNode + "020200" + "010167010101" + Pending + "02026331" + Seen + Owned + "026332" + Seen + "00",
                "15" + StreamNode + "0202000101000002" + "01016701010101" + Pending + "02026331" + Seen + Seen + Owned + "026332" + Seen + Seen + "00",
                "13011000000000000000010000000000000001c340bc419e1e9e0100007e001401000102018b74656d70657261747572650c84756e697405401600006001098763656c73697573080520290100014000e0061200022001e0061200032001e0061200042001e0061200052001e0061200062001e0061200072001e0061200082001e0061200092001e00612000a2001e00612000b2001e00612000c2001e00612000d2001e00612000e2001e00612000f2001e0061200102001e0061200112001e0061200122001e0061200132001e001120101ff140114010100001400",
            ],
            ["XADD k 1-1 f v"],
            ["XADD k * more 1", "XRANGE k - +", "XREVRANGE k + -", "XLEN k", "XINFO STREAM k FULL", "XREADGROUP GROUP g c1 STREAMS k >", "XPENDING k g - + 10", "XACK k g 1-1",
                "XAUTOCLAIM k g c3 0 0", "XDEL k 1-1", "XTRIM k MAXLEN 1"]),
    };

    /// <summary>The types, as TYPE names them.</summary>
    public static IEnumerable<string> Types => s_types.Keys;

    /// <summary>Values of a type, as DUMP gives them but for version and checksum.</summary>
    public static byte[][] Of(string type)
    {
        (string[] payloads, string[] commands, _) = s_types[type];
        List<byte[]> all = [.. payloads.Select(Convert.FromHexString)];
        foreach (string command in commands)
        {
            FuzzedShard shard = new();
            shard.Run(command);
            byte[] reply = shard.Run("DUMP k");
            all.Add(reply[(reply.AsSpan().IndexOf("\r\n"u8) + 2)..^(2 + DumpPayload.FooterLength)]);
        }
        return [.. all];
    }

    /// <summary>Commands that read and change a value of the type that a reply of TYPE names.</summary>
    public static string[] Uses(byte[] type) => s_types[Encoding.ASCII.GetString(type).Trim('+', '\r', '\n')].Uses;

    /// <summary>Journal payloads: what each type's commands log, one by one and all together, whole values too.</summary>
    public static byte[][] Effects()
    {
        List<byte[]> all = [];
        foreach ((_, string[] commands, string[] uses) in s_types.Values)
        {
            foreach (string command in commands)
            {
                FuzzedShard shard = new();
                List<byte> effects = [];
                foreach (string line in (string[])[command, .. uses, command, "COPY k copy", "PEXPIRE k 1000", "RENAME k other", "SORT copy BY nosort STORE k"])
                {
                    int before = effects.Count;
                    shard.Run(line, effects);
                    if (effects.Count > before) all.Add([.. effects[before..]]);
                }
                all.Add([.. effects]);
            }
        }
        return [.. all];
    }

    // The blob of a ziplist: its length, header, entries (encoding and data, in hexadecimal) each behind the length of the one before, end mark.
    private static string ZiplistBlob(params string[] entries)
    {
        List<byte> body = [];
        int before = 0, last = 10;
        foreach (string entry in entries)
        {
            byte[] bytes = Convert.FromHexString(entry);
            last = 10 + body.Count;
            body.Add((byte)before);
            body.AddRange(bytes);
            before = bytes.Length + 1;
        }
        byte[] list = [.. BitConverter.GetBytes(11 + body.Count), .. BitConverter.GetBytes(last), (byte)entries.Length, 0, .. body, 0xFF];
        return Convert.ToHexStringLower([(byte)list.Length, .. list]);
    }
}
