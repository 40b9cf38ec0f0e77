// MSET key value [key value ...]
//
// Sets several strings in one turn: nobody ever sees only some of them. It logs one SET per key, because keys live in different key
// shards and an effect belongs to one; the journal takes the effects of a turn together or not at all.

using ActorKv.Core.Commands.Strings.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Strings;

internal sealed class MSetCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("MSET")
    {
        Group = CommandGroup.String, Since = "1.0.1", Complexity = "O(N) for N keys",
        Summary = "Sets several strings at one moment.",
        Syntax = "key value [key value ...]",
        Arity = -3, Flags = CommandFlags.Write | CommandFlags.DenyOom,
        Keys = [KeySpec.Between(1, -1, 2, KeyAccess.Replace)],
        Tips = ["request_policy:multi_shard", "response_policy:all_succeeded"],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        if (args.Remaining % 2 != 0)
        {
            turn.Reply.Error(Errors.WrongArity(Spec.FullName));
            return;
        }
        StringStore.SetMany(ref args, turn);
        turn.Reply.Ok();
    }
}
