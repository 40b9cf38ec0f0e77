namespace ActorKv.Core.Commands.Lists;

/// <summary>The list commands.</summary>
internal static class ListCommands
{
    public static CommandTable AddLists(this CommandTable table) => table
        .Add<BLMoveCommand>()
        .Add<BLMPopCommand>()
        .Add<BLPopCommand>()
        .Add<BRPopCommand>()
        .Add<BRPopLPushCommand>()
        .Add<LIndexCommand>()
        .Add<LInsertCommand>()
        .Add<LLenCommand>()
        .Add<LMoveCommand>()
        .Add<LMPopCommand>()
        .Add<LPopCommand>()
        .Add<LPosCommand>()
        .Add<LPushCommand>()
        .Add<LPushXCommand>()
        .Add<LRangeCommand>()
        .Add<LRemCommand>()
        .Add<LSetCommand>()
        .Add<LTrimCommand>()
        .Add<RPopCommand>()
        .Add<RPopLPushCommand>()
        .Add<RPushCommand>()
        .Add<RPushXCommand>();
}
