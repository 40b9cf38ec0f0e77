namespace ActorKv.Core.Tests.Commands.Server;

public sealed class MemoryHelpSpec
{
    [Fact]
    public void MEMORY_HELP_lists_the_subcommands_there_are()
    {
        using Kv kv = new();
        string help = kv.Run("MEMORY HELP").Wire;
        Assert.StartsWith("*14\r\n+MEMORY <subcommand> [<arg> [value] [opt] ...]. Subcommands are:\r\n", help, StringComparison.Ordinal);
        foreach (string line in (string[])["DOCTOR", "MALLOC-STATS", "PURGE", "STATS", "USAGE <key> [SAMPLES <count>]", "HELP"]) Assert.Contains($"\r\n+{line}\r\n", help, StringComparison.Ordinal);
    }

    [Fact]
    public void MEMORY_HELP_takes_no_argument()
    {
        using Kv kv = new();
        kv.Run("MEMORY HELP x").Fails("ERR wrong number of arguments for 'memory|help' command");
    }
}
