namespace ActorKv.Core.Commands.Hashes;

/// <summary>The hash commands.</summary>
internal static class HashCommands
{
    public static CommandTable AddHashes(this CommandTable table) => table
        .Add<HDelCommand>()
        .Add<HExistsCommand>()
        .Add<HGetCommand>()
        .Add<HGetAllCommand>()
        .Add<HIncrByCommand>()
        .Add<HIncrByFloatCommand>()
        .Add<HKeysCommand>()
        .Add<HLenCommand>()
        .Add<HMGetCommand>()
        .Add<HMSetCommand>()
        .Add<HRandFieldCommand>()
        .Add<HScanCommand>()
        .Add<HSetCommand>()
        .Add<HSetNxCommand>()
        .Add<HStrLenCommand>()
        .Add<HValsCommand>();
}
