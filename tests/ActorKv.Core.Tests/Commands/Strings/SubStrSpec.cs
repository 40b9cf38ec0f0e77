namespace ActorKv.Core.Tests.Commands.Strings;

public sealed class SubStrSpec
{
    [Fact]
    public void SUBSTR_reads_a_part_of_a_string()
    {
        using Kv kv = new();
        kv.Run("SET k hello");
        kv.Run("SUBSTR k 1 -2").Replies("ell");
        kv.Run("SUBSTR k").Fails("ERR wrong number of arguments for 'substr' command");
    }
}
