// GEOPOS key [member [member ...]]
//
// The places of members: pairs of longitude and latitude, a nil array for one that is missing. They are the middles of the cells that the
// members were put into, so not quite what GEOADD was told.

using ActorKv.Core.Commands.Geo.Shared;
using ActorKv.Core.DataTypes.Geo;
using ActorKv.Core.DataTypes.SortedSets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Geo;

internal sealed class GeoPosCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("GEOPOS")
    {
        Group = CommandGroup.Geo, Since = "3.2.0", Complexity = "O(1) for each member given, O(N) while the members are packed",
        Summary = "Returns the places of members.",
        Syntax = "key [member [member ...]]",
        Arity = -2, Flags = CommandFlags.ReadOnly,
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
            if (set is not null && set.TryGetScore(member, out double score)) GeoReply.Point(turn.Reply, GeoCell.OfScore(score).Centre);
            else turn.Reply.NullArray();
        }
    }
}
