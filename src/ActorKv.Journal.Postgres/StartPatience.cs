// The time that a start gives its database to come. Both are started together (docker compose, Kubernetes, a machine that boots), or the database is
// restarting, or everything is slow for a moment:
//
//   step ─┬─ not reached, coming up, no connection left ──► said in the log once, and tried again, until the time is over
//         └─ wrong password, no such database, not our tables ──► that error, at once: waiting does not mend it
//
// A step is tried again as a whole, so it must be one that may run twice.

using System.Diagnostics;
using System.Globalization;
using ActorKv.Engine.Commits;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ActorKv.Journal.Postgres;

/// <param name="longest">How long failures are waited out, counted from now.</param>
/// <param name="log">Where it is said that somebody waits.</param>
/// <param name="cancellation">Ends the waiting.</param>
internal sealed class StartPatience(TimeSpan longest, ILogger log, CancellationToken cancellation)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    private readonly long _began = Stopwatch.GetTimestamp();
    private bool _hasTold;

    /// <summary>For the start of a server: longer than a database needs that was shut down in good order, shorter than the patience of who starts servers.</summary>
    public StartPatience(ILogger log, CancellationToken cancellation) : this(TimeSpan.FromSeconds(30), log, cancellation)
    {
    }

    /// <summary>Does a step of a start, again and again while the database is not there yet.</summary>
    /// <exception cref="JournalException">It failed for good, or for too long.</exception>
    /// <exception cref="OperationCanceledException">The waiting was ended.</exception>
    public async Task<T> TryAsync<T>(Func<Task<T>> step)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                return await step();
            }
            catch (JournalException failure) when (MayPass(failure) || cancellation.IsCancellationRequested)
            {
                cancellation.ThrowIfCancellationRequested();
                if (Stopwatch.GetElapsedTime(_began) >= longest) throw TooLong(failure);
                if (!_hasTold) log.LogWarning("Waiting for the database, for {Seconds} s at most: {Reason}", longest.TotalSeconds, failure.Message);
                _hasTold = true;
            }
            await Task.Delay(s_pause, cancellation);
        }
    }

    /// <inheritdoc cref="TryAsync{T}"/>
    public Task TryAsync(Func<Task> step) => TryAsync(async () =>
    {
        await step();
        return true;
    });

    // Npgsql itself refuses some connections for good, before the server has: one without the password that it is asked for.
    private static bool MayPass(JournalException failure) =>
        failure.IsUnreachable && failure.InnerException is PostgresException or not NpgsqlException { IsTransient: false };

    private JournalException TooLong(JournalException failure) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{failure.Message} That has not changed for {longest.TotalSeconds} s."), failure);
}
