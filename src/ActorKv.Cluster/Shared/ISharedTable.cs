// Where the definitions that all nodes share are kept: a few values by name, each whole and with a version.

namespace ActorKv.Cluster.Shared;

/// <param name="Version">1 for the first, ascending.</param>
/// <param name="Payload">The value.</param>
internal sealed record SharedValue(long Version, byte[] Payload);

internal interface ISharedTable : IAsyncDisposable
{
    /// <summary>The value of a name; null when there is none yet.</summary>
    /// <exception cref="Engine.Commits.JournalException">It cannot be read.</exception>
    Task<SharedValue?> ReadAsync(string name, CancellationToken cancellation);

    /// <summary>Puts a value in the place of the one of <paramref name="version"/>, 0 when there is none, as the next version. When it is true all nodes
    /// will hear of it.</summary>
    /// <returns>False when there is another version by now.</returns>
    /// <exception cref="Engine.Commits.JournalException">It was not written, or that could not be confirmed.</exception>
    Task<bool> TryWriteAsync(string name, long version, byte[] payload, CancellationToken cancellation);

    /// <summary>Ends when some value may have changed since the call before. One caller at a time.</summary>
    Task WaitForChangeAsync(CancellationToken cancellation);
}
