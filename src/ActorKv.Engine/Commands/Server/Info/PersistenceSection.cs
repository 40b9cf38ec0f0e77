// INFO persistence: recovery, saves and the journal, under the names that Redis has for RDB and AOF.
//
// A save is what Redis calls an RDB save, and the journal is its AOF; a rewriting of the journal is a save too, and counts as what it was
// asked for. What Redis has no name for comes last: LSNs and commits.

using ActorKv.Engine.Commits;
using ActorKv.Engine.Recovery;

namespace ActorKv.Engine.Commands.Server.Info;

internal static class PersistenceSection
{
    private static readonly TimeSpan None = TimeSpan.FromSeconds(-1);

    public static InfoSection Section { get; } = new("Persistence", Write);

    private static void Write(InfoWriter text, Store store)
    {
        text.Field("loading", store.IsLoading);
        text.Field("async_loading", 0);
        if (store.IsLoading) WriteLoading(text, store.Progress, store.NowMilliseconds);
        WriteSaves(text, store);
        WriteJournal(text, store);
    }

    private static void WriteLoading(InfoWriter text, RecoveryProgress progress, long now)
    {
        long total = progress.TotalBytes, loaded = Math.Min(progress.LoadedBytes, total);
        double seconds = (now - progress.StartedAt) / 1000.0;
        text.Field("loading_start_time", progress.StartedAt / 1000);
        text.Field("loading_total_bytes", total);
        text.Field("loading_loaded_bytes", loaded);
        text.Fraction("loading_loaded_perc", total > 0 ? 100.0 * loaded / total : 0);
        text.Field("loading_eta_seconds", loaded > 0 ? (long)(seconds * (total - loaded) / loaded) : 1);
    }

    private static void WriteSaves(InfoWriter text, Store store)
    {
        Saves saves = store.Saves;
        bool saving = saves is { IsRunning: true, IsRewriting: false };
        text.Field("rdb_changes_since_last_save", saves.ChangesSinceLast);
        text.Field("rdb_bgsave_in_progress", saving);
        text.Field("rdb_last_save_time", saves.LastSave);
        text.Status("rdb_last_bgsave_status", saves.LastSucceeded);
        text.Seconds("rdb_last_bgsave_time_sec", saves.LastDuration);
        text.Seconds("rdb_current_bgsave_time_sec", saving ? saves.CurrentDuration : None);
        text.Field("rdb_saves", saves.Taken);
        text.Field("rdb_last_cow_size", 0);
        text.Field("rdb_last_load_keys_loaded", store.Progress.Keys);
    }

    private static void WriteJournal(InfoWriter text, Store store)
    {
        Saves saves = store.Saves;
        CommitQueue? commits = store.Commits;
        bool rewriting = saves is { IsRunning: true, IsRewriting: true };
        text.Field("aof_enabled", store.Options.AppendOnly);
        text.Field("aof_rewrite_in_progress", rewriting);
        text.Field("aof_rewrite_scheduled", saves.IsRewriteScheduled);
        text.Seconds("aof_last_rewrite_time_sec", saves.LastRewriteDuration);
        text.Seconds("aof_current_rewrite_time_sec", rewriting ? saves.CurrentDuration : None);
        text.Status("aof_last_bgrewrite_status", saves.LastRewriteSucceeded);
        text.Field("aof_rewrites", saves.Rewrites);
        text.Field("aof_rewrites_consecutive_failures", saves.RewritesFailed);
        text.Status("aof_last_write_status", commits?.Fault is null);
        text.Field("aof_last_cow_size", 0);
        text.Field("module_fork_in_progress", 0);
        text.Field("module_fork_last_cow_size", 0);
        if (commits is null || !store.IsJournalling) return;
        text.Field("aof_current_size", store.Journal.SizeInBytes);
        text.Field("aof_base_size", saves.SizeAfterRewrite);
        text.Field("aof_buffer_length", commits.PendingBytes);
        text.Field("aof_pending_rewrite", 0);
        text.Field("aof_pending_bio_fsync", 0);
        text.Field("aof_delayed_fsync", 0);
        text.Field("journal_lsn", commits.LastLsn);
        text.Field("journal_durable_lsn", commits.Durable);
        text.Field("changes_oldest_position", store.Feed.Oldest);
        text.Field("changes_newest_position", store.Feed.Newest);
        text.Field("journal_commits", commits.Commits);
        text.Field("journal_last_commit_usec", (long)commits.LastCommitTime.TotalMicroseconds);
        text.Field("journal_replayed_effects", store.Progress.Effects);
    }
}
