// One value that all nodes share, as this node has it: read, changed and taken over by one after the other, and never back to an older version.

using ActorKv.Engine.Clustering;

namespace ActorKv.Cluster.Shared;

/// <typeparam name="T">What the value means here.</typeparam>
internal abstract class SharedDefinition<T>(ISharedTable table, string name) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private long _version;

    /// <summary>What holds here at the moment: before the first value came, what this node was configured with.</summary>
    protected abstract T Current { get; }

    protected abstract byte[] Write(T value);

    protected abstract T Read(byte[] payload);

    /// <summary>Makes it hold here.</summary>
    protected abstract void Adopt(T value);

    /// <summary>Takes over what the table has, if it is newer.</summary>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            await ReadNewestAsync(cancellation);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Changes the value for all nodes. Null, or what the change said.</summary>
    public Task<string?> ChangeAsync(SharedChange<T> change, CancellationToken cancellation) => ChangeAsync(change, Adopt, cancellation);

    /// <param name="change">From the value that there is to the next.</param>
    /// <param name="adopt">Makes the value hold here that was written.</param>
    /// <param name="cancellation">Ends it.</param>
    protected async Task<string?> ChangeAsync(SharedChange<T> change, Action<T> adopt, CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            while (true)
            {
                await ReadNewestAsync(cancellation);
                if (change(Current, out T next) is { } error) return error;
                if (!await table.TryWriteAsync(name, _version, Write(next), cancellation)) continue;
                adopt(next);
                _version++;
                return null;
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task ReadNewestAsync(CancellationToken cancellation)
    {
        if (await table.ReadAsync(name, cancellation) is not { } newest || newest.Version <= _version) return;
        Adopt(Read(newest.Payload));
        _version = newest.Version;
    }
}
