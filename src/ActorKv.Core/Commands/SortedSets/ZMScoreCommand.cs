// ZMSCORE key member [member ...]
//
// The scores of several members, with a nil for each that is missing.

using ActorKv.Core.Commands.SortedSets.Shared;
using ActorKv.Core.DataTypes.SortedSets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.SortedSets;

internal sealed class ZMScoreCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("ZMSCORE")
    {
        Group = CommandGroup.SortedSet, Since = "6.2.0", Complexity = "O(N) for N members given",
        Summary = "Returns the scores of members.",
        Syntax = "key member [member ...]",
        Arity = -3, Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn[args.Next()];
        if (!key.TryGet(out SortedSetValue? set)) return;
        turn.Reply.Array(args.Remaining);
        while (!args.AtEnd)
        {
            ReadOnlySpan<byte> member = args.Next();
            if (set is not null && set.TryGetScore(member, out double score)) SortedSetReply.Score(turn.Reply, score);
            else turn.Reply.Null();
        }
    }
}
