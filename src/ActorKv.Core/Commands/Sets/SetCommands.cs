namespace ActorKv.Core.Commands.Sets;

/// <summary>The set commands.</summary>
internal static class SetCommands
{
    public static CommandTable AddSets(this CommandTable table) => table
        .Add<SAddCommand>()
        .Add<SCardCommand>()
        .Add<SDiffCommand>()
        .Add<SDiffStoreCommand>()
        .Add<SInterCardCommand>()
        .Add<SInterCommand>()
        .Add<SInterStoreCommand>()
        .Add<SIsMemberCommand>()
        .Add<SMembersCommand>()
        .Add<SMIsMemberCommand>()
        .Add<SMoveCommand>()
        .Add<SPopCommand>()
        .Add<SRandMemberCommand>()
        .Add<SRemCommand>()
        .Add<SScanCommand>()
        .Add<SUnionCommand>()
        .Add<SUnionStoreCommand>();
}
