namespace ActorKv.Core.Commands.Strings;

/// <summary>The string commands.</summary>
internal static class StringCommands
{
    public static CommandTable AddStrings(this CommandTable table) => table
        .Add<AppendCommand>()
        .Add<DecrCommand>()
        .Add<DecrByCommand>()
        .Add<DelExCommand>()
        .Add<DigestCommand>()
        .Add<GetCommand>()
        .Add<GetDelCommand>()
        .Add<GetExCommand>()
        .Add<GetRangeCommand>()
        .Add<GetSetCommand>()
        .Add<IncrCommand>()
        .Add<IncrByCommand>()
        .Add<IncrByFloatCommand>()
        .Add<LcsCommand>()
        .Add<MGetCommand>()
        .Add<MSetCommand>()
        .Add<MSetExCommand>()
        .Add<MSetNxCommand>()
        .Add<PSetExCommand>()
        .Add<SetCommand>()
        .Add<SetExCommand>()
        .Add<SetNxCommand>()
        .Add<SetRangeCommand>()
        .Add<StrLenCommand>()
        .Add<SubStrCommand>();
}
