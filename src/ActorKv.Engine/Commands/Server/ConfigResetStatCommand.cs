// CONFIG RESETSTAT
//
// INFO's counters start anew. What they count lies in many places, each with one writer, so nothing is set to zero there: the sums of this
// moment are remembered and taken off from now on.

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Server;

internal sealed class ConfigResetStatCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("RESETSTAT")
    {
        Group = CommandGroup.Server, Since = "2.0.0", Complexity = "O(1)",
        Summary = "Starts the counters of INFO anew.",
        Arity = 2, Flags = ConfigCommand.Flags,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        session.Store.Statistics.Reset();
        session.Reply.Ok();
    }
}
