namespace ActorKv.Core.Commands.Strings;

/// <summary>The string commands.</summary>
internal static class StringCommands
{
    public static CommandTable AddStrings(this CommandTable table) => table
        .Add<GetCommand>();
}
