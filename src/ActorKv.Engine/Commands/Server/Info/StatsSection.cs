// INFO stats: what has happened since the start, or since CONFIG RESETSTAT.

using ActorKv.Engine.Access;
using ActorKv.Engine.Statistics;

namespace ActorKv.Engine.Commands.Server.Info;

internal static class StatsSection
{
    public static InfoSection Section { get; } = new("Stats", Write);

    private static void Write(InfoWriter text, Store store)
    {
        ServerStatistics statistics = store.Statistics;
        LoopCounters counted = statistics.Counted();
        text.Field("total_connections_received", store.Sessions.Accepted);
        text.Field("total_commands_processed", store.Sessions.Commands);
        text.Field("instantaneous_ops_per_sec", (long)statistics.Operations.PerSecond);
        text.Field("total_net_input_bytes", counted.BytesIn);
        text.Field("total_net_output_bytes", counted.BytesOut);
        text.Fraction("instantaneous_input_kbps", statistics.Input.PerSecond / 1024);
        text.Fraction("instantaneous_output_kbps", statistics.Output.PerSecond / 1024);
        text.Field("total_net_repl_input_bytes", 0);
        text.Field("total_net_repl_output_bytes", 0);
        text.Field("rejected_connections", store.Sessions.Refused);
        text.Field("sync_full", statistics.SnapshotsSent);
        text.Field("sync_partial_ok", 0);
        text.Field("sync_partial_err", 0);
        text.Field("expired_keys", statistics.ExpiredKeys);
        text.Field("evicted_keys", store.Statistics.EvictedKeys);
        text.Field("evicted_clients", store.ClientEviction.Evicted);
        text.Field("keyspace_hits", statistics.Hits);
        text.Field("keyspace_misses", statistics.Misses);
        text.Field("pubsub_channels", store.PubSub.Channels);
        text.Field("pubsub_patterns", store.PubSub.Patterns);
        text.Field("pubsubshard_channels", store.PubSub.ShardChannels);
        text.Field("latest_fork_usec", 0);
        text.Field("total_forks", 0);
        text.Field("migrate_cached_sockets", 0);
        text.Field("slave_expires_tracked_keys", 0);
        text.Field("tracking_total_keys", store.Tracking.Keys);
        text.Field("tracking_total_items", store.Tracking.Readers);
        text.Field("tracking_total_prefixes", store.Tracking.Prefixes);
        text.Field("unexpected_error_replies", 0);
        text.Field("total_error_replies", counted.ErrorsByCode().Sum(error => error.Value));
        text.Field("total_reads_processed", counted.Reads);
        text.Field("total_writes_processed", counted.Writes);
        text.Field("acl_access_denied_auth", store.Access.Log.Count(AccessDenial.Authentication));
        text.Field("acl_access_denied_cmd", store.Access.Log.Count(AccessDenial.Command));
        text.Field("acl_access_denied_key", store.Access.Log.Count(AccessDenial.Key));
        text.Field("acl_access_denied_channel", store.Access.Log.Count(AccessDenial.Channel));
    }
}
