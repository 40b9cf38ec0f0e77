// INFO clients: who is connected and who waits.

namespace ActorKv.Engine.Commands.Server.Info;

internal static class ClientsSection
{
    public static InfoSection Section { get; } = new("Clients", Write);

    private static void Write(InfoWriter text, Store store)
    {
        text.Field("connected_clients", store.Sessions.Count);
        text.Field("cluster_connections", 0);
        text.Field("maxclients", store.Options.MaxClients);
        text.Field("blocked_clients", store.Blocking.Count);
        text.Field("tracking_clients", 0);
    }
}
