// The store in this process, held to the promises of every host: in memory, and over a SQLite journal.

using ActorKv.Client.Tests.Conformance;
using ActorKv.Engine.Tests;

namespace ActorKv.Hosting.Tests.InProcess;

public sealed class InMemoryConformance : KvConformance
{
    protected override bool HasChanges => false;

    protected override async Task<IActorKv> OpenAsync() => await ActorKvStore.OpenAsync(new() { InMemory = true });
}

public sealed class SqliteConformance : KvConformance, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override async Task<IActorKv> OpenAsync() => await ActorKvStore.OpenAsync(new() { DataDirectory = _folder.Path, KeyShards = 16 });
}
