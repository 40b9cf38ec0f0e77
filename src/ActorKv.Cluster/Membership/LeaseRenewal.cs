// Keeps a member's lease, over a connection of its own: what waits for the database elsewhere does not keep this waiting.
//
// A lease that is over is not a life that is over: as long as nobody has declared this member dead, its key shards are as it left them, and the next
// renewal lets it go on. It stops serving meanwhile. It ends its life when the database says that it is gone, or has not been heard of for so long
// that nobody can be made to wait for it.

using ActorKv.Journal.Postgres.KeyShards;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ActorKv.Cluster.Membership;

/// <param name="life">The member.</param>
/// <param name="lease">Its lease.</param>
/// <param name="end">Ends the life, with the reason.</param>
/// <param name="step">Awaited before each renewal.</param>
/// <param name="log">Where faults are told.</param>
internal sealed class LeaseRenewal(MemberLife life, Lease lease, Action<string> end, Func<CancellationToken, Task> step, ILogger log) : IAsyncDisposable
{
    private const int RenewalsPerLease = 6;
    private const int AttemptsPerLease = 3;
    private const int LeasesOfPatience = 4;

    // The lease of a member that is gone has gone with it. That need not survive a crash of the database's machine: everybody gets a whole lease then.
    private const string Renew = """
        UPDATE leases SET until = clock_timestamp() + $2 WHERE incarnation = $1 AND set_config('synchronous_commit', 'off', true) IS NOT NULL
        RETURNING clock_timestamp()
        """;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    private NpgsqlConnection? _connection;
    private NpgsqlCommand? _renew;

    /// <summary>Renews until the life ends.</summary>
    public async Task RunAsync()
    {
        bool failing = false;
        try
        {
            while (!life.Lost.IsCancellationRequested)
            {
                await step(life.Lost);
                TimeSpan pause = lease.Length / RenewalsPerLease;
                try
                {
                    if (!await RenewAsync())
                    {
                        end("it was declared gone");
                        return;
                    }
                    failing = false;
                }
                catch (Exception failure) when (ClusterDatabase.IsFailure(failure))
                {
                    lease.Unsettle();
                    await DropAsync();
                    if (lease.OverFor > lease.Length * LeasesOfPatience) end($"the database does not answer: {failure.Message}");
                    if (!failing && !life.Lost.IsCancellationRequested) log.LogWarning("The lease cannot be renewed: {Reason}", failure.Message);
                    failing = true;
                    pause = s_pause;
                }
                await Task.Delay(pause, life.Lost).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        catch (OperationCanceledException) when (life.Lost.IsCancellationRequested)
        {
            // The life has ended between two renewals.
        }
    }

    /// <summary>Closes the connection. Nothing is renewed any more.</summary>
    public ValueTask DisposeAsync() => DropAsync();

    private async Task<bool> RenewAsync()
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(life.Lost);
        patience.CancelAfter(lease.Length / AttemptsPerLease);
        if (_connection is null)
        {
            _connection = await life.Source.OpenConnectionAsync(patience.Token);
            _renew = new NpgsqlCommand(Renew, _connection)
            {
                Parameters = { new NpgsqlParameter<long> { TypedValue = life.Incarnation }, new NpgsqlParameter<TimeSpan> { TypedValue = lease.Length } },
            };
            await _renew.PrepareAsync(patience.Token);
        }
        long sent = lease.Now();
        if (await _renew!.ExecuteScalarAsync(patience.Token) is not DateTime databaseTime) return false;
        lease.Renewed(sent, databaseTime);
        return true;
    }

    private async ValueTask DropAsync()
    {
        if (_renew is not null) await _renew.DisposeAsync();
        if (_connection is not null) await _connection.DisposeAsync();
        (_renew, _connection) = (null, null);
    }
}
