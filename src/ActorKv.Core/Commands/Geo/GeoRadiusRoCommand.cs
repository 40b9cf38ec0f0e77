// GEORADIUS_RO key longitude latitude radius unit [WITHCOORD] [WITHDIST] [WITHHASH] [COUNT count [ANY]] [ASC | DESC]
//
// GEORADIUS without STORE, for those who may not write.

using ActorKv.Core.Commands.Geo.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Geo;

internal sealed class GeoRadiusRoCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("GEORADIUS_RO")
    {
        Group = CommandGroup.Geo, Since = "3.2.10", Complexity = "O(N+log(M)), N the members of the cells around the circle, M those of the key",
        Deprecated = new Deprecation("6.2.0", "`GEOSEARCH` with the `BYRADIUS` argument"),
        Summary = "Finds the members within a circle around a place.",
        Syntax = "key longitude latitude radius <M | KM | FT | MI> [WITHCOORD] [WITHDIST] [WITHHASH] [COUNT count [ANY]] [ASC | DESC]",
        Arity = -6, Flags = CommandFlags.ReadOnly,
        Keys = [KeySpec.At(1, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => GeoSearch.ExecuteRadius(ref args, turn, GeoCommandForm.RadiusReadOnly, byMember: false);
}
