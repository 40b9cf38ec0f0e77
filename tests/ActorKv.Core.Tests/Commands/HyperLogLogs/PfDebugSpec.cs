namespace ActorKv.Core.Tests.Commands.HyperLogLogs;

public sealed class PfDebugSpec
{
    [Fact]
    public void PFDEBUG_DECODE_lists_the_runs()
    {
        using Kv kv = new();
        kv.Run("PFADD h foo bar zap a \"\" \"hello world, longer than eight\"");
        kv.Run("PFDEBUG DECODE h").Replies("Z:5938 v:2,1 Z:1409 v:5,1 Z:520 v:2,1 Z:2137 v:1,1 Z:111 v:2,1 Z:2591 v:2,1 Z:3672");
        kv.Run("SET h \"HYLL\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x80\\x04\\x87\\x7f\\xf6\"");
        kv.Run("PFDEBUG decode h").Replies("z:5 v:2,4 Z:16375");
    }

    [Fact]
    public void PFDEBUG_TODENSE_says_whether_there_was_something_to_do()
    {
        using Kv kv = new();
        kv.Run("PFADD h a");
        kv.Run("PFDEBUG TODENSE h").Replies("(integer) 1");
        kv.Logged("PFDEBUG TODENSE h");
        kv.Run("PFDEBUG TODENSE h").Replies("(integer) 0");
        kv.LoggedNothing();
        kv.Run("PFDEBUG DECODE h").Fails("ERR HLL encoding is not sparse");
        kv.Run("PFCOUNT h").Replies("(integer) 1");
    }

    [Fact]
    public void PFDEBUG_GETREG_lists_the_registers_and_makes_the_string_dense()
    {
        using Kv kv = new();
        kv.Run("PFADD h foo bar zap a \"\" \"hello world, longer than eight\"");
        string registers = kv.Run("PFDEBUG GETREG h").Text;
        kv.Logged("PFDEBUG TODENSE h");
        string[] ranks = registers.Trim('[', ']').Split(", ");
        Assert.Equal(16384, ranks.Length);
        Assert.Equal("(integer) 2", ranks[5938]);
        Assert.Equal("(integer) 5", ranks[7348]);
        Assert.Equal(6, ranks.Count(rank => rank != "(integer) 0"));
        kv.Run("PFDEBUG ENCODING h").Replies("dense");
    }

    [Fact]
    public void PFDEBUG_refuses_what_it_does_not_know()
    {
        using Kv kv = new();
        kv.Run("PFDEBUG NOSUCH missing").Fails("ERR The specified key does not exist");
        kv.Run("PFADD h a");
        kv.Run("PFDEBUG nosuch h").Fails("ERR Unknown PFDEBUG subcommand 'nosuch'");
    }

    [Fact]
    public void PFSELFTEST_passes()
    {
        using Kv kv = new();
        kv.Run("PFSELFTEST").Replies("OK");
    }
}
