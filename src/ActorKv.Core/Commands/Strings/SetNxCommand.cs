// SETNX key value
//
// Sets a string if the key is missing; answers 1 or 0. The older spelling of SET NX.

using ActorKv.Core.Commands.Strings.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Strings;

internal sealed class SetNxCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("SETNX")
    {
        Group = CommandGroup.String, Since = "1.0.0", Complexity = "O(1)",
        Summary = "Sets a string when the key is missing.",
        Syntax = "key value",
        Arity = 3, Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Overwrite | KeyAccess.Insert)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn[args.Next()];
        byte[]? own = args.PeekOwn();
        bool free = !key.Exists;
        if (free) StringStore.Set(ref key, args.Next(), own, turn);
        turn.Reply.Integer(free);
    }
}
