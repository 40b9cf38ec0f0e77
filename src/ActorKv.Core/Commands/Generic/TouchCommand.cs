// TOUCH key [key …]
//
// EXISTS that is an access: the idle time of each key starts anew. Logs nothing, because access times are not part of the data.

using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Generic;

internal sealed class TouchCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("TOUCH")
    {
        Group = CommandGroup.Generic, Since = "3.2.1", Complexity = "O(N) where N is the number of keys touched",
        Summary = "Marks keys as accessed and counts those that exist.",
        Syntax = "key [key ...]",
        Arity = -2, Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
        Keys = [KeySpec.Between(1, -1, 1, KeyAccess.Inspect)],
        Tips = ["request_policy:multi_shard", "response_policy:agg_sum"],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        int found = 0;
        while (!args.AtEnd)
            if (turn[args.Next()].Exists) found++;
        turn.Reply.Integer(found);
    }
}
