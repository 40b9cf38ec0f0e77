// LASTSAVE
//
// When the last save that succeeded was completed, in Unix seconds; the time of the start when there was none since.

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Server;

internal sealed class LastSaveCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("LASTSAVE")
    {
        Group = CommandGroup.Server, Since = "1.0.0", Complexity = "O(1)",
        Summary = "Tells when the last successful save was.",
        Arity = 1, Flags = CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast,
        ExtraCategories = ["admin", "dangerous"],
        Tips = ["nondeterministic_output"],
    };

    public static void Execute(ref ArgReader args, Session session) => session.Reply.Integer(session.Store.Saves.LastSave);
}
