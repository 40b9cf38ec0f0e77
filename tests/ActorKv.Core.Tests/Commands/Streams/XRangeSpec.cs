namespace ActorKv.Core.Tests.Commands.Streams;

public sealed class XRangeSpec
{
    [Theory]
    [InlineData("- +", "1-1 1-2 2-0 3-5 4-0")]
    [InlineData("1 2", "1-1 1-2 2-0")]
    [InlineData("1-2 3", "1-2 2-0 3-5")]
    [InlineData("2 2", "2-0")]
    [InlineData("3-5 3-5", "3-5")]
    [InlineData("(1-1 (4-0", "1-2 2-0 3-5")]
    [InlineData("(1 (4", "1-1 1-2 2-0 3-5 4-0")]
    [InlineData("3-6 3-9", "")]
    [InlineData("5 9", "")]
    [InlineData("+ -", "")]
    [InlineData("3 2", "")]
    [InlineData("- + COUNT 2", "1-1 1-2")]
    [InlineData("1-2 + COUNT 9", "1-2 2-0 3-5 4-0")]
    [InlineData("- + COUNT 1 COUNT 3", "1-1 1-2 2-0")]
    public void XRANGE_and_XREVRANGE_return_what_lies_between(string range, string expected)
    {
        foreach (int perNode in (int[])[1, 2, 100])
        {
            using Kv kv = Filled(perNode);
            string[] ids = expected.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            kv.Run($"XRANGE s {range}").Replies(Shown(ids));
            string[] words = range.Split(' ');
            if (words.Length > 2) continue;
            kv.Run($"XREVRANGE s {words[1]} {words[0]}").Replies(Shown([.. ids.Reverse()]));
            kv.Run($"XREVRANGE s {words[1]} {words[0]} COUNT 2").Replies(Shown([.. ids.Reverse().Take(2)]));
        }
    }

    [Fact]
    public void XRANGE_passes_over_deleted_entries()
    {
        foreach (int perNode in (int[])[2, 100])
        {
            using Kv kv = Filled(perNode);
            kv.Run("XDEL s 1-1 2-0 4-0");
            kv.Run("XRANGE s - +").Replies(Shown(["1-2", "3-5"]));
            kv.Run("XREVRANGE s + -").Replies(Shown(["3-5", "1-2"]));
            kv.Run("XRANGE s - 3-4").Replies(Shown(["1-2"]));
            kv.Run("XRANGE s - + COUNT 1").Replies(Shown(["1-2"]));
            kv.Run("XREVRANGE s + - COUNT 1").Replies(Shown(["3-5"]));
            kv.Run("XREVRANGE s + 2").Replies(Shown(["3-5"]));
        }
    }

    [Fact]
    public void XRANGE_with_COUNT_0_is_a_null_array_of_a_stream_and_an_empty_one_of_nothing()
    {
        using Kv kv = Filled(100);
        kv.Run("XRANGE s - + COUNT 0").RepliesOnWire("*-1\r\n");
        kv.Run("XRANGE s - + COUNT -5").RepliesOnWire("*-1\r\n");
        kv.Run("XRANGE nokey - + COUNT 0").RepliesOnWire("*0\r\n");
        kv.Resp = 3;
        kv.Run("XREVRANGE s + - COUNT 0").RepliesOnWire("_\r\n");
    }

    [Theory]
    [InlineData("XRANGE s x +", "ERR Invalid stream ID specified as stream command argument")]
    [InlineData("XRANGE s - x", "ERR Invalid stream ID specified as stream command argument")]
    [InlineData("XRANGE s ( +", "ERR Invalid stream ID specified as stream command argument")]
    [InlineData("XRANGE s (- +", "ERR Invalid stream ID specified as stream command argument")]
    [InlineData("XRANGE s - (+", "ERR Invalid stream ID specified as stream command argument")]
    [InlineData("XRANGE s (18446744073709551615-18446744073709551615 x", "ERR invalid start ID for the interval")]
    [InlineData("XRANGE s - (0-0", "ERR invalid end ID for the interval")]
    [InlineData("XREVRANGE s (0-0 -", "ERR invalid end ID for the interval")]
    [InlineData("XRANGE s - + COUNT", "ERR syntax error")]
    [InlineData("XRANGE s - + LIMIT 1", "ERR syntax error")]
    [InlineData("XRANGE s - + COUNT x", "ERR value is not an integer or out of range")]
    [InlineData("XRANGE k - +", "WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("XRANGE k - x", "ERR Invalid stream ID specified as stream command argument")]
    [InlineData("XLEN k", "WRONGTYPE Operation against a key holding the wrong kind of value")]
    public void XRANGE_refuses_wrong_arguments_before_it_looks_at_the_key(string command, string error)
    {
        using Kv kv = Filled(100);
        kv.Run("SET k v");
        kv.Run(command).Fails(error);
    }

    [Fact]
    public void XLEN_of_a_missing_key_is_0() => new Kv().Run("XLEN s").Replies("(integer) 0");

    private static Kv Filled(int perNode)
    {
        Kv kv = new();
        kv.Settings.StreamNodeMaxEntries = perNode;
        foreach (string id in (string[])["1-1", "1-2", "2", "3-5", "4"]) kv.Run($"XADD s {id} f v");
        return kv;
    }

    private static string Shown(string[] ids) => "[" + string.Join(", ", ids.Select(id => $"[{id}, [f, v]]")) + "]";
}
