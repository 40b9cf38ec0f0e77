// What a command asks of its connection, by its name and, where that is not enough, by its arguments.

namespace ActorKv.Client.Tests;

public sealed class KvCommandRulesSpec
{
    [Theory]
    [InlineData(KvNeeds.Nothing, "GET", "k")]
    [InlineData(KvNeeds.Nothing, "no such command")]
    [InlineData(KvNeeds.Patience, "BLPOP", "k", "0")]
    [InlineData(KvNeeds.Patience, "blpop", "k", "0")]
    [InlineData(KvNeeds.Nothing, "XREAD", "COUNT", "1", "STREAMS", "s", "0")]
    [InlineData(KvNeeds.Patience, "XREAD", "COUNT", "1", "block", "5", "STREAMS", "s", "0")]
    [InlineData(KvNeeds.Nothing, "XREAD", "STREAMS", "BLOCK", "0")]
    [InlineData(KvNeeds.Patience, "XREADGROUP", "GROUP", "g", "c", "BLOCK", "5", "STREAMS", "s", ">")]
    [InlineData(KvNeeds.Session, "MULTI")]
    [InlineData(KvNeeds.Session, "SELECT", "1")]
    [InlineData(KvNeeds.Session, "CLIENT", "setname", "me")]
    [InlineData(KvNeeds.Nothing, "CLIENT", "LIST")]
    [InlineData(KvNeeds.Nothing, "CLIENT")]
    [InlineData(KvNeeds.Refused, "CLIENT", "REPLY", "OFF")]
    [InlineData(KvNeeds.Refused, "SUBSCRIBE", "c")]
    public void A_command_says_what_it_needs(KvNeeds needs, string name, params string[] arguments)
    {
        KvValue[] values = [.. arguments.Select(argument => (KvValue)argument)];
        Assert.Equal(needs, new KvCommand(name, values).Needs);
    }

    [Fact]
    public void A_session_may_say_what_a_shared_connection_may_not()
    {
        Assert.Throws<InvalidOperationException>(() => KvReplies.Check(new KvCommand("MULTI", []), isSession: false));
        KvReplies.Check(new KvCommand("MULTI", []), isSession: true);
        Assert.Throws<InvalidOperationException>(() => KvReplies.Check(new KvCommand("SUBSCRIBE", []), isSession: true));
    }
}
