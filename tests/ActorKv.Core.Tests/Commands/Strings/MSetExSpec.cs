namespace ActorKv.Core.Tests.Commands.Strings;

public sealed class MSetExSpec
{
    [Fact]
    public void MSETEX_sets_all_with_one_expiry()
    {
        using Kv kv = new();
        kv.Run("MSETEX 2 a 1 b 2 EX 10").Replies("(integer) 1");
        kv.Logged("SET a 1 PXAT 1010000", "SET b 2 PXAT 1010000");
        kv.Run("MGET a b").Replies("[1, 2]");
        kv.Run("PTTL b").Replies("(integer) 10000");
    }

    [Fact]
    public void MSETEX_without_an_expiry_takes_one_away_and_KEEPTTL_keeps_it()
    {
        using Kv kv = new();
        kv.Run("MSETEX 2 a 1 b 2 PX 500");
        kv.Run("MSETEX 1 a 3").Replies("(integer) 1");
        kv.Logged("SET a 3");
        kv.Run("PTTL a").Replies("(integer) -1");
        kv.Run("MSETEX 1 b 3 KEEPTTL").Replies("(integer) 1");
        kv.Logged("SET b 3 KEEPTTL");
        kv.Run("PTTL b").Replies("(integer) 500");
    }

    [Theory]
    [InlineData("MSETEX 2 a 1 b 2 EXAT 5000 NX", "SET a 1 PXAT 5000000", "SET b 2 PXAT 5000000")]
    [InlineData("MSETEX 1 a 1 nx PXAT 5000000", "SET a 1 PXAT 5000000")]
    [InlineData("MSETEX 2 a 1 a 2", "SET a 1", "SET a 2")]
    [InlineData("MSETEX 1 a NX", "SET a NX")]
    public void MSETEX_takes_its_options_in_any_order(string command, params string[] logged)
    {
        using Kv kv = new();
        kv.Run(command).Replies("(integer) 1");
        kv.Logged(logged);
    }

    [Fact]
    public void MSETEX_with_NX_or_XX_sets_all_or_none()
    {
        using Kv kv = new();
        kv.Run("SET a old");
        kv.Run("MSETEX 2 a 1 b 2 NX").Replies("(integer) 0");
        kv.LoggedNothing();
        kv.Run("MSETEX 2 a 1 b 2 XX EX 10").Replies("(integer) 0");
        kv.LoggedNothing();
        kv.Run("MGET a b").Replies("[old, (nil)]");
        kv.Run("MSETEX 2 b 1 c 2 NX").Replies("(integer) 1");
        kv.Run("MSETEX 3 a 1 b 2 c 3 XX").Replies("(integer) 1");
        kv.Run("MGET a b c").Replies("[1, 2, 3]");
    }

    [Fact]
    public void MSETEX_replaces_other_types_and_a_past_deadline_deletes()
    {
        using Kv kv = new();
        kv.Run("RPUSH list x");
        kv.Run("MSETEX 1 list v").Replies("(integer) 1");
        kv.Run("GET list").Replies("v");
        kv.Run("MSETEX 2 list w other w PXAT 1").Replies("(integer) 1");
        kv.Logged("DEL list");
        kv.Run("EXISTS list other").Replies("(integer) 0");
    }

    [Theory]
    [InlineData("MSETEX key1 val1 ex 10", "ERR invalid numkeys value")]
    [InlineData("MSETEX 0 a 1", "ERR invalid numkeys value")]
    [InlineData("MSETEX -1 a 1", "ERR invalid numkeys value")]
    [InlineData("MSETEX 2147483648 a 1", "ERR invalid numkeys value")]
    [InlineData("MSETEX 9223372036854775807 a 1", "ERR invalid numkeys value")]
    [InlineData("MSETEX 2147483647 a 1", "ERR wrong number of key-value pairs")]
    [InlineData("MSETEX 2 a 1 b", "ERR wrong number of key-value pairs")]
    [InlineData("MSETEX 1 a 1 NOSUCH", "ERR syntax error")]
    [InlineData("MSETEX 1 a 1 NX XX", "ERR syntax error")]
    [InlineData("MSETEX 1 a 1 EX 10 PX 10", "ERR syntax error")]
    [InlineData("MSETEX 1 a 1 EX 10 KEEPTTL", "ERR syntax error")]
    [InlineData("MSETEX 1 a 1 EX", "ERR syntax error")]
    [InlineData("MSETEX 1 a 1 EX 0", "ERR invalid expire time in 'msetex' command")]
    [InlineData("MSETEX 1 a 1 EX abc", "ERR value is not an integer or out of range")]
    [InlineData("MSETEX 1 a", "ERR wrong number of arguments for 'msetex' command")]
    public void MSETEX_refuses_what_it_does_not_understand(string command, string error)
    {
        using Kv kv = new();
        kv.Run(command).Fails(error);
        kv.LoggedNothing();
    }
}
