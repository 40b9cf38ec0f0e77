// GEOSEARCHSTORE destination source <FROMMEMBER member | FROMLONLAT longitude latitude> <BYRADIUS radius unit | BYBOX width height unit>
//     [ASC | DESC] [COUNT count [ANY]] [STOREDIST]
//
// GEOSEARCH whose result becomes another sorted set: with the places of the members as scores, or with STOREDIST their distances from the centre
// in the unit of the shape.

using ActorKv.Core.Commands.Geo.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Geo;

internal sealed class GeoSearchStoreCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("GEOSEARCHSTORE")
    {
        Group = CommandGroup.Geo, Since = "6.2.0", Complexity = "O(N+log(M)), N the members of the cells around the shape, M those of the key",
        Summary = "Stores the members within a circle or a box as another sorted set.",
        Syntax = "destination source <FROMMEMBER member | FROMLONLAT longitude latitude> <BYRADIUS radius <M | KM | FT | MI> | BYBOX width height <M | KM | FT | MI>> "
            + "[ASC | DESC] [COUNT count [ANY]] [STOREDIST]",
        Arity = -8, Flags = CommandFlags.Write | CommandFlags.DenyOom,
        Keys = [KeySpec.At(1, KeyAccess.Replace), KeySpec.At(2, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => GeoSearch.Execute(ref args, turn, GeoCommandForm.SearchStore);
}
