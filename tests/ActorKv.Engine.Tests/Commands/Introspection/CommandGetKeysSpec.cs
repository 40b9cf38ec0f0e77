namespace ActorKv.Engine.Tests.Commands.Introspection;

public sealed class CommandGetKeysSpec
{
    [Theory]
    [InlineData("get a", "[a]")]
    [InlineData("mset a 1 b 2", "[a, b]")]
    [InlineData("object encoding k", "[k]")]
    [InlineData("lmpop 2 a b left", "[a, b]")]
    [InlineData("blpop a b 5", "[a, b]")]
    [InlineData("get a b", "(error) ERR Invalid number of arguments specified for command")]
    [InlineData("nosuch x", "(error) ERR Invalid command specified")]
    [InlineData("object foo k", "(error) ERR Invalid command specified")]
    [InlineData("object|encoding k", "(error) ERR Invalid command specified")]
    [InlineData("put a b c", "(error) ERR Invalid command specified")]
    [InlineData("ping a", "(error) ERR The command has no key arguments")]
    [InlineData("client list", "(error) ERR The command has no key arguments")]
    [InlineData("lmpop 9 a b left", "(error) ERR Invalid arguments specified for command")]
    [InlineData("lmpop x a b left", "(error) ERR Invalid arguments specified for command")]
    public async Task COMMAND_GETKEYS_finds_the_keys(string command, string reply)
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal(reply, await kv.Run("COMMAND GETKEYS " + command));
    }

    [Theory]
    [InlineData("set a b", "[[a, [OW, update]]]")]
    [InlineData("set a b get", "[[a, [RW, access, update]]]")]
    [InlineData("copy a b", "[[a, [RO, access]], [b, [OW, update]]]")]
    [InlineData("lmove a b left left", "[[a, [RW, access, delete]], [b, [RW, insert]]]")]
    [InlineData("del a b", "[[a, [RM, delete]], [b, [RM, delete]]]")]
    [InlineData("ping a", "(error) ERR The command has no key arguments")]
    public async Task COMMAND_GETKEYSANDFLAGS_tells_what_is_done_to_them(string command, string reply)
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal(reply, await kv.Run("COMMAND GETKEYSANDFLAGS " + command));
    }
}
