// GEODIST key member1 member2 [M | KM | FT | MI]
//
// The distance of two members, in metres unless another unit is given; nil when one is missing.

using ActorKv.Core.Commands.Geo.Shared;
using ActorKv.Core.DataTypes.Geo;
using ActorKv.Core.DataTypes.SortedSets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Geo;

internal sealed class GeoDistCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("GEODIST")
    {
        Group = CommandGroup.Geo, Since = "3.2.0", Complexity = "O(1), O(N) while the members are packed",
        Summary = "Tells how far two members are apart.",
        Syntax = "key member1 member2 [M | KM | FT | MI]",
        Arity = -4, Flags = CommandFlags.ReadOnly,
        Keys = [KeySpec.At(1, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> name = args.Next(), from = args.Next(), to = args.Next();
        double unit = 1;
        if (args.Remaining == 1 && !GeoArguments.TryReadUnit(ref args, turn, out unit)) return;
        if (!args.AtEnd)
        {
            turn.Reply.Error(Errors.Syntax);
            return;
        }
        KeyEntry key = turn[name];
        if (!key.TryGet(out SortedSetValue? set)) return;
        if (set is null || !set.TryGetScore(from, out double first) || !set.TryGetScore(to, out double second)) turn.Reply.Null();
        else GeoReply.Distance(turn.Reply, GeoCell.OfScore(first).Centre.DistanceTo(GeoCell.OfScore(second).Centre) / unit);
    }
}
