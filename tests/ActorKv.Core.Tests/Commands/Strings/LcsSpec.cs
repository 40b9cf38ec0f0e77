namespace ActorKv.Core.Tests.Commands.Strings;

public sealed class LcsSpec
{
    [Fact]
    public void LCS_finds_the_longest_common_subsequence()
    {
        using Kv kv = new();
        kv.Run("MSET a ohmytext b mynewtext");
        kv.Run("LCS a b").Replies("mytext");
        kv.Run("LCS a b LEN").Replies("(integer) 6");
        kv.Run("LCS a b MINMATCHLEN 4 WITHMATCHLEN").Replies("mytext");
        kv.LoggedNothing();
    }

    [Fact]
    public void LCS_with_IDX_lists_the_runs_from_the_last_to_the_first()
    {
        using Kv kv = new();
        kv.Run("MSET a ohmytext b mynewtext");
        kv.Run("LCS a b IDX").Replies("[matches, [[[(integer) 4, (integer) 7], [(integer) 5, (integer) 8]], [[(integer) 2, (integer) 3], [(integer) 0, (integer) 1]]], len, (integer) 6]");
        kv.Run("LCS a b idx minmatchlen 4 withmatchlen").Replies("[matches, [[[(integer) 4, (integer) 7], [(integer) 5, (integer) 8], (integer) 4]], len, (integer) 6]");
        kv.Run("LCS a b IDX MINMATCHLEN -5 MINMATCHLEN 100").Replies("[matches, [], len, (integer) 6]");
    }

    [Fact]
    public void LCS_with_IDX_is_a_map_in_RESP3()
    {
        using Kv kv = new();
        kv.Resp = 3;
        kv.Run("MSET a xa b ya");
        kv.Run("LCS a b IDX").Replies("{matches: [[[(integer) 1, (integer) 1], [(integer) 1, (integer) 1]]], len: (integer) 1}");
    }

    [Fact]
    public void LCS_takes_a_missing_key_for_an_empty_string()
    {
        using Kv kv = new();
        kv.Run("SET a x");
        kv.Run("LCS a missing").Replies("");
        kv.Run("LCS missing a LEN").Replies("(integer) 0");
        kv.Run("LCS a missing IDX").Replies("[matches, [], len, (integer) 0]");
    }

    [Fact]
    public void LCS_picks_the_same_of_several_subsequences_as_Redis()
    {
        using Kv kv = new();
        kv.Run("MSET a abab b baba");
        kv.Run("LCS a b IDX").Replies("[matches, [[[(integer) 1, (integer) 3], [(integer) 0, (integer) 2]]], len, (integer) 3]");
        kv.Run("MSET a xyzxyzab b zyxbazyx");
        kv.Run("LCS a b").Replies("zyb");
        kv.Run("LCS a b IDX WITHMATCHLEN").Replies("[matches, [[[(integer) 7, (integer) 7], [(integer) 3, (integer) 3], (integer) 1], [[(integer) 4, (integer) 4], [(integer) 1, (integer) 1], (integer) 1], [[(integer) 2, (integer) 2], [(integer) 0, (integer) 0], (integer) 1]], len, (integer) 3]");
    }

    [Fact]
    public void LCS_refuses_options_that_make_no_sense()
    {
        using Kv kv = new();
        kv.Run("LCS a b LEN IDX").Fails("ERR If you want both the length and indexes, please just use IDX.");
        kv.Run("LCS a b MINMATCHLEN").Fails("ERR syntax error");
        kv.Run("LCS a b FOO").Fails("ERR syntax error");
        kv.Run("LCS a b LEN IDX MINMATCHLEN x").Fails("ERR value is not an integer or out of range");
    }

    [Fact]
    public void LCS_refuses_a_table_beyond_proto_max_bulk_len()
    {
        using Kv kv = new();
        kv.Settings.MaxStringLength = 4 * 11 * 6;
        kv.Run("MSET a 0123456789 b 13579 c 135791");
        kv.Run("LCS a b").Replies("13579");
        kv.Run("LCS a c LEN").Fails("ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len");
    }
}
