// GEOHASH key [member [member ...]]
//
// The places of members as geohashes of 11 letters, as other programs understand them (DataTypes/Geo/GeoHashText.cs); nil for one that is missing.

using ActorKv.Core.DataTypes.Geo;
using ActorKv.Core.DataTypes.SortedSets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Geo;

internal sealed class GeoHashCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("GEOHASH")
    {
        Group = CommandGroup.Geo, Since = "3.2.0", Complexity = "O(1) for each member given, O(N) while the members are packed",
        Summary = "Returns the places of members as geohashes.",
        Syntax = "key [member [member ...]]",
        Arity = -2, Flags = CommandFlags.ReadOnly,
        Keys = [KeySpec.At(1, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn[args.Next()];
        if (!key.TryGet(out SortedSetValue? set)) return;
        Span<byte> letters = stackalloc byte[GeoHashText.Length];
        turn.Reply.Array(args.Remaining);
        while (!args.AtEnd)
        {
            ReadOnlySpan<byte> member = args.Next();
            if (set is not null && set.TryGetScore(member, out double score)) turn.Reply.Bulk(GeoHashText.Format(GeoCell.OfScore(score).Centre, letters));
            else turn.Reply.Null();
        }
    }
}
