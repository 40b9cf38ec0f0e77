using ActorKv.Core.Commands;
using ActorKv.Engine.Commands;

namespace ActorKv.Engine.Tests.Documentation;

public sealed class CommandsPageSpec
{
    [Fact]
    public void The_page_of_commands_says_what_the_table_says() => GeneratedPage.Check("commands.md", CommandsPage.Write(Table()));

    [Fact]
    public void Differences_are_noted_for_commands_there_are() => Assert.Empty(CommandsPage.Unknown(Table()));

    [Fact]
    public void Every_command_is_one_of_Redis_with_its_group_and_version() => Assert.Equal("", string.Join("\n", CommandsPage.Unlisted(Table())));

    private static CommandTable Table() => EngineCommands.CreateAll();
}
