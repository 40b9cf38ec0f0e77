// RESTORE-ASKING key ttl serialized-value [REPLACE] [ABSTTL] [IDLETIME seconds] [FREQ frequency]
//
// RESTORE, as nodes of a Redis cluster send it while a slot moves.

using ActorKv.Core.Commands.Generic;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Server;

internal sealed class RestoreAskingCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("RESTORE-ASKING")
    {
        Group = CommandGroup.Server, Since = "3.0.0", Complexity = RestoreCommand.Spec.Complexity,
        Summary = "RESTORE among the nodes of a cluster.",
        Syntax = RestoreCommand.Spec.Syntax,
        Arity = -4, Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Asking,
        Keys = [KeySpec.At(1, KeyAccess.Replace)],
        ExtraCategories = ["keyspace", "dangerous"],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => RestoreCommand.Execute(ref args, turn);
}
