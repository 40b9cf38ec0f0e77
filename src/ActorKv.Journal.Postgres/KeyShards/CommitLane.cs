// One of the connections that a node commits over, one commit at a time.

using ActorKv.Engine.Commits;

namespace ActorKv.Journal.Postgres.KeyShards;

internal sealed class CommitLane : IAsyncDisposable
{
    private volatile CommittedRow? _newest;

    /// <summary>A row that is in the journal.</summary>
    internal sealed record CommittedRow(int Shard, long Seq, long Epoch);

    /// <summary>Null when there is none, or it was lost.</summary>
    public CommitConnection? Connection { get; private set; }

    /// <summary>The life that it commits in.</summary>
    public MemberLife? Life { get; private set; }

    /// <summary>A row of the last commit that was taken over it in that life.</summary>
    public CommittedRow? Newest => _newest;

    /// <summary>A new connection, in the same life or another.</summary>
    public async Task<CommitConnection> OpenAsync(MemberLife life, int timeoutSeconds)
    {
        await DisposeAsync();
        if (Life != life) _newest = null;
        Life = life;
        return Connection = await CommitConnection.OpenAsync(life, timeoutSeconds);
    }

    /// <summary>A commit was taken.</summary>
    public void Note(ShardRow row) => _newest = new CommittedRow(row.Shard, row.Row.LastLsn, row.Epoch);

    /// <summary>Lets the connection go; there may be another later.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Connection is not { } connection) return;
        Connection = null;
        await connection.DisposeAsync();
    }
}
