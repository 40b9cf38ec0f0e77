namespace ActorKv.Core.Commands.HyperLogLogs;

/// <summary>The HyperLogLog commands: they count different elements in strings of at most 12 KiB.</summary>
internal static class HyperLogLogCommands
{
    public static CommandTable AddHyperLogLogs(this CommandTable table) => table
        .Add<PfAddCommand>()
        .Add<PfCountCommand>()
        .Add<PfDebugCommand>()
        .Add<PfMergeCommand>()
        .Add<PfSelfTestCommand>();
}
