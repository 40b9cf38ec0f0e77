using ActorKv.Engine.Recovery;
using ActorKv.Journal.Contract;

namespace ActorKv.Journal.Postgres.Tests;

public sealed class PostgresSnapshotStoreContractSpec : SnapshotStoreContract
{
    private readonly TestSchema _schema = new();
    private PostgresDataSchema? _open;

    protected override ISnapshotStore Open()
    {
        _open?.Dispose();
        _open = _schema.Open(KeyShards);
        return _open.Snapshots;
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _open?.Dispose();
    }
}
