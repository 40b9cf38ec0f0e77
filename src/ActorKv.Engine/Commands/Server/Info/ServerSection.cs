// INFO server: which program this is, where it runs and since when. Our own are actorkv_version, dotnet_version, the number of
// key shards and how often one of them had to restart.

using System.Runtime.InteropServices;

namespace ActorKv.Engine.Commands.Server.Info;

internal static class ServerSection
{
    private const long LruMask = (1 << 24) - 1;

    public static InfoSection Section { get; } = new("Server", Write);

    private static void Write(InfoWriter text, Store store)
    {
        TimeSpan now = store.Time.GetUtcNow() - DateTimeOffset.UnixEpoch;
        long up = (store.NowMilliseconds - store.StartedAt) / 1000;
        text.Field("redis_version", ServerVersion.Redis);
        text.Field("redis_git_sha1", "00000000");
        text.Field("redis_git_dirty", 0);
        text.Field("redis_build_id", "0");
        text.Field("redis_mode", store.Cluster is null ? "standalone" : "cluster");
        text.Field("actorkv_version", ServerVersion.ActorKv);
        text.Field("os", $"{RuntimeInformation.OSDescription} {RuntimeInformation.OSArchitecture}");
        text.Field("arch_bits", 8 * IntPtr.Size);
        text.Field("multiplexing_api", OperatingSystem.IsLinux() ? "epoll" : "select");
        text.Field("dotnet_version", Environment.Version.ToString());
        text.Field("process_id", Environment.ProcessId);
        text.Field("process_supervised", "no");
        text.Field("run_id", store.Statistics.RunId);
        text.Field("tcp_port", store.Options.Port);
        text.Field("server_time_usec", now.Ticks / TimeSpan.TicksPerMicrosecond);
        text.Field("uptime_in_seconds", up);
        text.Field("uptime_in_days", up / 86_400);
        text.Field("hz", store.Options.Hz);
        text.Field("configured_hz", store.Options.Hz);
        text.Field("lru_clock", store.NowMilliseconds / 1000 & LruMask);
        text.Field("executable", Environment.ProcessPath ?? "");
        text.Field("config_file", store.Parameters.ConfigFile);
        text.Field("io_threads_active", store.Options.IoThreads > 1);
        text.Field("key_shards", store.Shards.Length);
        text.Field("key_shard_restarts", store.Supervision.Restarts);
    }
}
