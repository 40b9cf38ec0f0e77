// INFO clients: who is connected and who waits, be it for a key of another node. The greatest buffers are those of this moment.

using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Server.Info;

internal static class ClientsSection
{
    public static InfoSection Section { get; } = new("Clients", Write);

    private static void Write(InfoWriter text, Store store)
    {
        long input = 0, output = 0;
        int blocked = 0;
        foreach (Session session in store.Sessions.All)
        {
            input = Math.Max(input, session.Transport.PendingInput);
            output = Math.Max(output, session.PendingOutput);
            if (session.IsBlocked) blocked++;
        }
        text.Field("connected_clients", store.Sessions.Count);
        text.Field("cluster_connections", 0);
        text.Field("maxclients", store.Options.MaxClients);
        text.Field("client_recent_max_input_buffer", input);
        text.Field("client_recent_max_output_buffer", output);
        text.Field("blocked_clients", blocked);
        text.Field("tracking_clients", store.Tracking.Clients);
    }
}
