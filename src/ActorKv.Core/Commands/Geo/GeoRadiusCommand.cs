// GEORADIUS key longitude latitude radius unit [WITHCOORD] [WITHDIST] [WITHHASH] [COUNT count [ANY]] [ASC | DESC] [STORE key | STOREDIST key]
//
// The older spelling of GEOSEARCH FROMLONLAT BYRADIUS, and with STORE or STOREDIST of GEOSEARCHSTORE. It may write, so it counts as a write.

using ActorKv.Core.Commands.Geo.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Geo;

internal sealed class GeoRadiusCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("GEORADIUS")
    {
        Group = CommandGroup.Geo, Since = "3.2.0", Complexity = "O(N+log(M)), N the members of the cells around the circle, M those of the key",
        Deprecated = new Deprecation("6.2.0", "`GEOSEARCH` and `GEOSEARCHSTORE` with the `BYRADIUS` argument"),
        Summary = "Finds the members within a circle around a place, or stores them.",
        Syntax = "key longitude latitude radius <M | KM | FT | MI> [WITHCOORD] [WITHDIST] [WITHHASH] [COUNT count [ANY]] [ASC | DESC] [STORE key] [STOREDIST key]",
        Arity = -6, Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.MovableKeys,
        Keys =
        [
            KeySpec.At(1, KeyAccess.Read), KeySpec.After("STORE", 6, KeyAccess.Replace),
            KeySpec.After("STOREDIST", 6, KeyAccess.Replace) with { AnyKeyIn = GeoSearch.StoresTwice },
        ],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => GeoSearch.ExecuteRadius(ref args, turn, GeoCommandForm.Radius, byMember: false);
}
