namespace ActorKv.Core.Commands.SortedSets;

/// <summary>The sorted set commands.</summary>
internal static class SortedSetCommands
{
    public static CommandTable AddSortedSets(this CommandTable table) => table
        .Add<BZMPopCommand>()
        .Add<BZPopMaxCommand>()
        .Add<BZPopMinCommand>()
        .Add<ZAddCommand>()
        .Add<ZCardCommand>()
        .Add<ZCountCommand>()
        .Add<ZDiffCommand>()
        .Add<ZDiffStoreCommand>()
        .Add<ZIncrByCommand>()
        .Add<ZInterCommand>()
        .Add<ZInterCardCommand>()
        .Add<ZInterStoreCommand>()
        .Add<ZLexCountCommand>()
        .Add<ZMPopCommand>()
        .Add<ZMScoreCommand>()
        .Add<ZPopMaxCommand>()
        .Add<ZPopMinCommand>()
        .Add<ZRandMemberCommand>()
        .Add<ZRangeCommand>()
        .Add<ZRangeByLexCommand>()
        .Add<ZRangeByScoreCommand>()
        .Add<ZRangeStoreCommand>()
        .Add<ZRankCommand>()
        .Add<ZRemCommand>()
        .Add<ZRemRangeByLexCommand>()
        .Add<ZRemRangeByRankCommand>()
        .Add<ZRemRangeByScoreCommand>()
        .Add<ZRevRangeCommand>()
        .Add<ZRevRangeByLexCommand>()
        .Add<ZRevRangeByScoreCommand>()
        .Add<ZRevRankCommand>()
        .Add<ZScanCommand>()
        .Add<ZScoreCommand>()
        .Add<ZUnionCommand>()
        .Add<ZUnionStoreCommand>();
}
