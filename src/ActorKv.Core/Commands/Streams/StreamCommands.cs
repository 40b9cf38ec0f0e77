namespace ActorKv.Core.Commands.Streams;

/// <summary>The stream commands.</summary>
internal static class StreamCommands
{
    public static CommandTable AddStreams(this CommandTable table) => table
        .Add<XAckCommand>()
        .Add<XAckDelCommand>()
        .Add<XAddCommand>()
        .Add<XAutoClaimCommand>()
        .Add<XClaimCommand>()
        .Add<XDelCommand>()
        .Add<XDelExCommand>()
        .Add(new Command(XGroupCommand.Spec))
        .AddTo<XGroupCreateCommand>("XGROUP")
        .AddTo<XGroupCreateConsumerCommand>("XGROUP")
        .AddTo<XGroupDelConsumerCommand>("XGROUP")
        .AddTo<XGroupDestroyCommand>("XGROUP")
        .AddTo<XGroupHelpCommand>("XGROUP")
        .AddTo<XGroupSetIdCommand>("XGROUP")
        .Add(new Command(XInfoCommand.Spec))
        .AddTo<XInfoConsumersCommand>("XINFO")
        .AddTo<XInfoGroupsCommand>("XINFO")
        .AddTo<XInfoHelpCommand>("XINFO")
        .AddTo<XInfoStreamCommand>("XINFO")
        .Add<XLenCommand>()
        .Add<XPendingCommand>()
        .Add<XRangeCommand>()
        .Add<XReadCommand>()
        .Add<XReadGroupCommand>()
        .Add<XRevRangeCommand>()
        .Add<XSetIdCommand>()
        .Add<XTrimCommand>();
}
