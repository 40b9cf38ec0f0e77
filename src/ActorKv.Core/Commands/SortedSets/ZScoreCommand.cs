// ZSCORE key member
//
// The score of a member, nil when the member or the key is missing.

using ActorKv.Core.Commands.SortedSets.Shared;
using ActorKv.Core.DataTypes.SortedSets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.SortedSets;

internal sealed class ZScoreCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("ZSCORE")
    {
        Group = CommandGroup.SortedSet, Since = "1.2.0", Complexity = "O(1), O(N) while the members are packed",
        Summary = "Returns the score of a member.",
        Syntax = "key member",
        Arity = 3, Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn[args.Next()];
        if (!key.TryGet(out SortedSetValue? set)) return;
        if (set is not null && set.TryGetScore(args.Next(), out double score)) SortedSetReply.Score(turn.Reply, score);
        else turn.Reply.Null();
    }
}
