using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Slowlog;

/// <summary>SLOWLOG and its subcommands.</summary>
internal static class SlowlogCommands
{
    public static CommandTable AddSlowlog(this CommandTable table) => table
        .Add(new Command(SlowlogCommand.Spec))
        .AddSessionTo<SlowlogGetCommand>("SLOWLOG")
        .AddSessionTo<SlowlogHelpCommand>("SLOWLOG")
        .AddSessionTo<SlowlogLenCommand>("SLOWLOG")
        .AddSessionTo<SlowlogResetCommand>("SLOWLOG");
}
