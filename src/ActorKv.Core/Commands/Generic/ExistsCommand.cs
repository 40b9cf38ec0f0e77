// EXISTS key [key …]
//
// Counts the keys that are there, one given twice counting twice. Asking is not an access: idle times stay as they are.

using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Generic;

internal sealed class ExistsCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("EXISTS")
    {
        Group = CommandGroup.Generic, Since = "1.0.0", Complexity = "O(N) where N is the number of keys asked for",
        Summary = "Counts how many of the keys exist.",
        Syntax = "key [key ...]",
        Arity = -2, Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
        Keys = [KeySpec.Between(1, -1, 1, KeyAccess.Inspect)],
        Tips = ["request_policy:multi_shard", "response_policy:agg_sum"],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        int found = 0;
        while (!args.AtEnd)
            if (turn.Peek(args.Next()).Exists) found++;
        turn.Reply.Integer(found);
    }
}
