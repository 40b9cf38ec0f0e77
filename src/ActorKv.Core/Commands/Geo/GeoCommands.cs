namespace ActorKv.Core.Commands.Geo;

/// <summary>The geo commands: sorted sets whose scores are places.</summary>
internal static class GeoCommands
{
    public static CommandTable AddGeo(this CommandTable table) => table
        .Add<GeoAddCommand>()
        .Add<GeoDistCommand>()
        .Add<GeoHashCommand>()
        .Add<GeoPosCommand>()
        .Add<GeoRadiusCommand>()
        .Add<GeoRadiusByMemberCommand>()
        .Add<GeoRadiusByMemberRoCommand>()
        .Add<GeoRadiusRoCommand>()
        .Add<GeoSearchCommand>()
        .Add<GeoSearchStoreCommand>();
}
