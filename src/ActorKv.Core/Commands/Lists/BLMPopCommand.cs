// BLMPOP timeout numkeys key [key ...] LEFT|RIGHT [COUNT count]
//
// LMPOP that waits when none of its keys holds a list. A bad timeout is noticed last, after every other bad argument.

using ActorKv.Core.Commands.Lists.Shared;
using ActorKv.Core.Commands.Shared;
using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.Lists;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Lists;

internal sealed class BLMPopCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("BLMPOP")
    {
        Group = CommandGroup.List, Since = "7.0.0", Complexity = "O(N+M), N the keys given, M the elements taken",
        Summary = "Takes elements from the first of several lists that has any, or waits for one.",
        Syntax = "timeout numkeys key [key ...] <LEFT | RIGHT> [COUNT count]",
        Arity = -5, Flags = CommandFlags.Write | CommandFlags.Blocking | CommandFlags.MovableKeys,
        Keys = [KeySpec.Counted(2, KeyAccess.ReadAndDelete)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> seconds = args.Next();
        if (!ListMultiPop.TryRead(ref args, turn, out MultiPopArguments<ListEnd> wanted)) return;
        if (!BlockingTimeout.TryRead(seconds, turn, out long timeout)) return;
        if (ListMultiPop.TryPop(ref args, turn, in wanted)) return;
        KeyWait.ForKeysOrNil(DataType.List, turn, in args, wanted.FirstKey, wanted.KeyCount, timeout);
    }
}
