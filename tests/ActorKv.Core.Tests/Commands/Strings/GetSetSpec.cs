namespace ActorKv.Core.Tests.Commands.Strings;

public sealed class GetSetSpec
{
    [Fact]
    public void GETSET_answers_the_value_before_and_takes_the_expiry_away()
    {
        using Kv kv = new();
        kv.Run("GETSET k v").Replies("(nil)");
        kv.Run("SET k v PX 100");
        kv.Run("GETSET k w").Replies("v");
        kv.Logged("SET k w");
        kv.Now += 101;
        kv.Run("GET k").Replies("w");
    }
}
