namespace ActorKv.Core.Tests.Commands.Strings;

public sealed class GetSpec
{
    [Fact]
    public void GET_of_a_missing_key_is_nil()
    {
        using Kv kv = new();
        kv.Run("GET k").Replies("(nil)");
        kv.LoggedNothing();
    }

    [Fact]
    public void GET_wants_one_key()
    {
        using Kv kv = new();
        kv.Run("GET").Fails("ERR wrong number of arguments for 'get' command");
    }
}
