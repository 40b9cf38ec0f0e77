// MODULE: there are none, and none can be loaded.

namespace ActorKv.Engine.Tests.Commands.Modules;

public sealed class ModuleSpec
{
    [Fact]
    public async Task MODULE_LIST_is_empty()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal("[]", await kv.Run("MODULE LIST"));
    }

    [Theory]
    [InlineData("MODULE LOAD /x.so"), InlineData("MODULE LOADEX /x.so CONFIG a b"), InlineData("MODULE UNLOAD x")]
    public async Task MODULE_LOAD_LOADEX_and_UNLOAD_are_refused(string command)
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.StartsWith("(error) ERR MODULE command not allowed.", await kv.Run(command), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MODULE_HELP_lists_the_subcommands()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        string help = await kv.Run("MODULE HELP");
        Assert.All(new[] { "LIST", "LOAD", "LOADEX", "UNLOAD", "HELP" }, name => Assert.Contains(name, help, StringComparison.Ordinal));
    }
}
