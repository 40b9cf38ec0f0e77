// BZMPOP timeout numkeys key [key ...] MIN|MAX [COUNT count]
//
// ZMPOP that waits when none of its keys holds a sorted set. A bad timeout is noticed last, after every other bad argument.

using ActorKv.Core.Commands.Shared;
using ActorKv.Core.Commands.SortedSets.Shared;
using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.SortedSets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.SortedSets;

internal sealed class BZMPopCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("BZMPOP")
    {
        Group = CommandGroup.SortedSet, Since = "7.0.0", Complexity = "O(K)+O(M*log(N)), K the keys given, N the members, M those taken",
        Summary = "Takes members from the first of several sorted sets that has any, or waits for one.",
        Syntax = "timeout numkeys key [key ...] <MIN | MAX> [COUNT count]",
        Arity = -5, Flags = CommandFlags.Write | CommandFlags.Blocking | CommandFlags.MovableKeys,
        Keys = [KeySpec.Counted(2, KeyAccess.ReadAndDelete)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> seconds = args.Next();
        if (!SortedSetMultiPop.TryRead(ref args, turn, out MultiPopArguments<SortedSetEnd> wanted)) return;
        if (!BlockingTimeout.TryRead(seconds, turn, out long timeout)) return;
        if (SortedSetMultiPop.TryPop(ref args, turn, in wanted)) return;
        KeyWait.ForKeysOrNil(DataType.SortedSet, turn, in args, wanted.FirstKey, wanted.KeyCount, timeout);
    }
}
