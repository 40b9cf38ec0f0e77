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
        .Add<ZIncrByCommand>()
        .Add<ZLexCountCommand>()
        .Add<ZMPopCommand>()
        .Add<ZMScoreCommand>()
        .Add<ZPopMaxCommand>()
        .Add<ZPopMinCommand>()
        .Add<ZRandMemberCommand>()
        .Add<ZRangeByLexCommand>()
        .Add<ZRangeByScoreCommand>()
        .Add<ZRangeCommand>()
        .Add<ZRangeStoreCommand>()
        .Add<ZRankCommand>()
        .Add<ZRemCommand>()
        .Add<ZRemRangeByLexCommand>()
        .Add<ZRemRangeByRankCommand>()
        .Add<ZRemRangeByScoreCommand>()
        .Add<ZRevRangeByLexCommand>()
        .Add<ZRevRangeByScoreCommand>()
        .Add<ZRevRangeCommand>()
        .Add<ZRevRankCommand>()
        .Add<ZScanCommand>()
        .Add<ZScoreCommand>();
}
