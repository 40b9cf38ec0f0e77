namespace ActorKv.Core.Tests.Commands.Lists;

public sealed class LPosSpec
{
    [Fact]
    public void LPOS_gives_the_first_index()
    {
        using Kv kv = new();
        kv.Run("RPUSH l a b c 1 2 3 c c");
        kv.Run("LPOS l c").Replies("(integer) 2");
        kv.LoggedNothing();
        kv.Run("LPOS l 3").Replies("(integer) 5");
        kv.Run("LPOS l x").RepliesOnWire("$-1\r\n");
        kv.Resp = 3;
        kv.Run("LPOS l x").RepliesOnWire("_\r\n");
    }

    [Fact]
    public void LPOS_with_RANK_skips_matches_from_either_end()
    {
        using Kv kv = new();
        kv.Run("RPUSH l a b c 1 2 3 c c");
        kv.Run("LPOS l c RANK 2").Replies("(integer) 6");
        kv.Run("LPOS l c RANK -1").Replies("(integer) 7");
        kv.Run("LPOS l c RANK -3").Replies("(integer) 2");
        kv.Run("LPOS l c RANK 4").Replies("(nil)");
        kv.Run("LPOS l c RANK 9223372036854775807").Replies("(nil)");
        kv.Run("LPOS l c RANK -9223372036854775808").Replies("(integer) 7");
    }

    [Fact]
    public void LPOS_with_COUNT_gives_an_array()
    {
        using Kv kv = new();
        kv.Run("RPUSH l a b c 1 2 3 c c");
        kv.Run("LPOS l c COUNT 2").Replies("[(integer) 2, (integer) 6]");
        kv.Run("LPOS l c COUNT 0").Replies("[(integer) 2, (integer) 6, (integer) 7]");
        kv.Run("LPOS l c COUNT 1").Replies("[(integer) 2]");
        kv.Run("LPOS l c RANK -1 COUNT 2").Replies("[(integer) 7, (integer) 6]");
        kv.Run("LPOS l x COUNT 1").RepliesOnWire("*0\r\n");
        kv.Run("LPOS nokey x COUNT 1").RepliesOnWire("*0\r\n");
    }

    [Fact]
    public void LPOS_with_MAXLEN_compares_so_many()
    {
        using Kv kv = new();
        kv.Run("RPUSH l a b c c");
        kv.Run("LPOS l c MAXLEN 2").Replies("(nil)");
        kv.Run("LPOS l c MAXLEN 3").Replies("(integer) 2");
        kv.Run("LPOS l c COUNT 0 MAXLEN 3").Replies("[(integer) 2]");
        kv.Run("LPOS l b RANK -1 MAXLEN 2").Replies("(nil)");
        kv.Run("LPOS l b RANK -1 MAXLEN 0").Replies("(integer) 1");
    }

    [Fact]
    public void LPOS_finds_thousands_of_matches()
    {
        using Kv kv = new();
        kv.Run(["RPUSH"u8.ToArray(), "l"u8.ToArray(), .. Enumerable.Repeat("a"u8.ToArray(), 3000)]);
        kv.Run("LPOS l a COUNT 0").Replies("[" + string.Join(", ", Enumerable.Range(0, 3000).Select(i => $"(integer) {i}")) + "]");
    }

    [Fact]
    public void LPOS_refuses_bad_options()
    {
        using Kv kv = new();
        kv.Run("RPUSH l a");
        kv.Run("LPOS l a RANK 0").Fails("ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use negative to start from the end of the list");
        kv.Run("LPOS l a RANK x").Fails("ERR value is not an integer or out of range");
        kv.Run("LPOS l a COUNT -1").Fails("ERR COUNT can't be negative");
        kv.Run("LPOS l a COUNT x").Fails("ERR COUNT can't be negative");
        kv.Run("LPOS l a MAXLEN -1").Fails("ERR MAXLEN can't be negative");
        kv.Run("LPOS l a COUNT").Fails("ERR syntax error");
        kv.Run("LPOS l a FOO 1").Fails("ERR syntax error");
    }

    [Fact]
    public void LPOS_refuses_other_types()
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("LPOS s a").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.Run("LPOS nokey a").Replies("(nil)");
        kv.Run("LPOS l").Fails("ERR wrong number of arguments for 'lpos' command");
    }
}
