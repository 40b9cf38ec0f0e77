namespace ActorKv.Core.Commands.Hashes;

/// <summary>The hash commands.</summary>
internal static class HashCommands
{
    public static CommandTable AddHashes(this CommandTable table) => table
        .Add<HDelCommand>()
        .Add<HExistsCommand>()
        .Add<HExpireCommand>()
        .Add<HExpireAtCommand>()
        .Add<HExpireTimeCommand>()
        .Add<HGetCommand>()
        .Add<HGetAllCommand>()
        .Add<HGetDelCommand>()
        .Add<HGetExCommand>()
        .Add<HIncrByCommand>()
        .Add<HIncrByFloatCommand>()
        .Add<HKeysCommand>()
        .Add<HLenCommand>()
        .Add<HMGetCommand>()
        .Add<HMSetCommand>()
        .Add<HPersistCommand>()
        .Add<HPExpireCommand>()
        .Add<HPExpireAtCommand>()
        .Add<HPExpireTimeCommand>()
        .Add<HPTtlCommand>()
        .Add<HRandFieldCommand>()
        .Add<HScanCommand>()
        .Add<HSetCommand>()
        .Add<HSetExCommand>()
        .Add<HSetNxCommand>()
        .Add<HStrLenCommand>()
        .Add<HTtlCommand>()
        .Add<HValsCommand>();
}
