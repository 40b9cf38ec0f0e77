namespace ActorKv.Core.Commands.Streams;

/// <summary>The stream commands.</summary>
internal static class StreamCommands
{
    public static CommandTable AddStreams(this CommandTable table) => table
        .Add<XAddCommand>()
        .Add<XDelCommand>()
        .Add<XLenCommand>()
        .Add<XRangeCommand>()
        .Add<XRevRangeCommand>()
        .Add<XTrimCommand>();
}
