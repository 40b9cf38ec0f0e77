// ZMPOP numkeys key [key ...] MIN|MAX [COUNT count]
//
// Takes members from one end of the first key that holds a sorted set, and replies the key and the members with their scores.

using ActorKv.Core.Commands.Shared;
using ActorKv.Core.Commands.SortedSets.Shared;
using ActorKv.Core.DataTypes.SortedSets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.SortedSets;

internal sealed class ZMPopCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("ZMPOP")
    {
        Group = CommandGroup.SortedSet, Since = "7.0.0", Complexity = "O(K)+O(M*log(N)), K the keys given, N the members, M those taken",
        Summary = "Takes members from the first of several sorted sets that has any.",
        Syntax = "numkeys key [key ...] <MIN | MAX> [COUNT count]",
        Arity = -4, Flags = CommandFlags.Write | CommandFlags.MovableKeys,
        Keys = [KeySpec.Counted(1, KeyAccess.ReadAndDelete)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        if (SortedSetMultiPop.TryRead(ref args, turn, out MultiPopArguments<SortedSetEnd> wanted) && !SortedSetMultiPop.TryPop(ref args, turn, in wanted)) turn.Reply.NullArray();
    }
}
