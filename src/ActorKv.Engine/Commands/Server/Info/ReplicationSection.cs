// INFO replication: a master without replicas, under an identity of its own. Clients ask for it to find out whether they may write.

namespace ActorKv.Engine.Commands.Server.Info;

internal static class ReplicationSection
{
    private const string NoId = "0000000000000000000000000000000000000000";

    public static InfoSection Section { get; } = new("Replication", Write);

    private static void Write(InfoWriter text, Store store)
    {
        text.Field("role", "master");
        text.Field("connected_slaves", 0);
        text.Field("master_failover_state", "no-failover");
        text.Field("master_replid", store.Statistics.ReplicationId);
        text.Field("master_replid2", NoId);
        text.Field("master_repl_offset", 0);
        text.Field("second_repl_offset", -1);
        text.Field("repl_backlog_active", 0);
        text.Field("repl_backlog_size", 1048576);
        text.Field("repl_backlog_first_byte_offset", 0);
        text.Field("repl_backlog_histlen", 0);
    }
}
