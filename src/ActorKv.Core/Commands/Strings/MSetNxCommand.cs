// MSETNX key value [key value ...]
//
// Sets several strings if none of the keys exists, or does nothing. A key given twice is no conflict: its last value counts.

using ActorKv.Core.Commands.Strings.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Strings;

internal sealed class MSetNxCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("MSETNX")
    {
        Group = CommandGroup.String, Since = "1.0.1", Complexity = "O(N) for N keys",
        Summary = "Sets several strings at one moment, only when none of the keys exists.",
        Syntax = "key value [key value ...]",
        Arity = -3, Flags = CommandFlags.Write | CommandFlags.DenyOom,
        Keys = [KeySpec.Between(1, -1, 2, KeyAccess.Overwrite | KeyAccess.Insert)],
        Tips = ["request_policy:multi_shard", "response_policy:agg_min"],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        if (args.Remaining % 2 != 0)
        {
            turn.Reply.Error(Errors.WrongArity(Spec.FullName));
            return;
        }
        bool free = NoneExists(args, turn);
        if (free) StringStore.SetMany(ref args, turn);
        turn.Reply.Integer(free);
    }

    // Takes the reader by value: it is read again afterwards.
    private static bool NoneExists(ArgReader args, KeyTurn turn)
    {
        while (!args.AtEnd)
        {
            if (turn[args.Next()].Exists) return false;
            args.Next();
        }
        return true;
    }
}
