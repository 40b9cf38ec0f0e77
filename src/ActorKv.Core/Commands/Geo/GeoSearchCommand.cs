// GEOSEARCH key <FROMMEMBER member | FROMLONLAT longitude latitude> <BYRADIUS radius unit | BYBOX width height unit>
//     [ASC | DESC] [COUNT count [ANY]] [WITHCOORD] [WITHDIST] [WITHHASH]
//
// Finds the members within a circle or a box (Shared/GeoSearch.cs). Without an order they come as they are met: cell by cell, and by score
// within one. COUNT alone means the nearest; with ANY the first ones met will do.

using ActorKv.Core.Commands.Geo.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Geo;

internal sealed class GeoSearchCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("GEOSEARCH")
    {
        Group = CommandGroup.Geo, Since = "6.2.0", Complexity = "O(N+log(M)), N the members of the cells around the shape, M those of the key",
        Summary = "Finds the members within a circle or a box.",
        Syntax = "key <FROMMEMBER member | FROMLONLAT longitude latitude> <BYRADIUS radius <M | KM | FT | MI> | BYBOX width height <M | KM | FT | MI>> "
            + "[ASC | DESC] [COUNT count [ANY]] [WITHCOORD] [WITHDIST] [WITHHASH]",
        Arity = -7, Flags = CommandFlags.ReadOnly,
        Keys = [KeySpec.At(1, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => GeoSearch.Execute(ref args, turn, GeoCommandForm.Search);
}
