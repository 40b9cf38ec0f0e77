// LMPOP numkeys key [key ...] LEFT|RIGHT [COUNT count]
//
// Takes elements from the first key that holds a list, and replies that key and an array of them. The log says LPOP or RPOP of that key.

using ActorKv.Core.Commands.Lists.Shared;
using ActorKv.Core.Commands.Shared;
using ActorKv.Core.DataTypes.Lists;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Lists;

internal sealed class LMPopCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("LMPOP")
    {
        Group = CommandGroup.List, Since = "7.0.0", Complexity = "O(N+M), N the keys given, M the elements taken",
        Summary = "Takes elements from the first of several lists that has any.",
        Syntax = "numkeys key [key ...] <LEFT | RIGHT> [COUNT count]",
        Arity = -4, Flags = CommandFlags.Write | CommandFlags.MovableKeys,
        Keys = [KeySpec.Counted(1, KeyAccess.ReadAndDelete)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        if (!ListMultiPop.TryRead(ref args, turn, out MultiPopArguments<ListEnd> wanted)) return;
        if (!ListMultiPop.TryPop(ref args, turn, in wanted)) turn.Reply.NullArray();
    }
}
