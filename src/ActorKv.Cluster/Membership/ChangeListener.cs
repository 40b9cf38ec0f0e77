// Hears from the database that something changed, so that nobody waits for the next look. What is missed while the connection is away is seen by that look.

using Microsoft.Extensions.Logging;
using Npgsql;

namespace ActorKv.Cluster.Membership;

internal static class ChangeListener
{
    private static readonly TimeSpan s_silence = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Listens until it is cancelled.</summary>
    public static async Task RunAsync(NpgsqlDataSource source, string quotedChannel, Action heard, ILogger log, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancellation);
                connection.Notification += (_, _) => heard();
                await using (NpgsqlCommand listen = new($"LISTEN {quotedChannel}", connection)) await listen.ExecuteNonQueryAsync(cancellation);
                heard();
                while (true)
                {
                    // A connection that is silent may have been lost on the way.
                    if (await connection.WaitAsync(s_silence, cancellation)) continue;
                    await using NpgsqlCommand ask = new("SELECT", connection);
                    await ask.ExecuteNonQueryAsync(cancellation);
                }
            }
            catch (Exception failure) when (ClusterDatabase.IsFailure(failure))
            {
                if (cancellation.IsCancellationRequested) return;
                log.LogDebug("Not listening to the database: {Reason}", failure.Message);
            }
            await Task.Delay(s_pause, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
