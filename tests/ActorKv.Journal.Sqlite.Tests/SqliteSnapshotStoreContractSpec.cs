using ActorKv.Engine.Recovery;
using ActorKv.Journal.Contract;

namespace ActorKv.Journal.Sqlite.Tests;

public sealed class SqliteSnapshotStoreContractSpec : SnapshotStoreContract
{
    private readonly TempDirectory _directory = new();

    protected override ISnapshotStore Open() => SqliteSnapshotStore.Open(_directory["snapshots.db"], KeyShards);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _directory.Dispose();
    }
}
