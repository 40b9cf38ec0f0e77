using ActorKv.Engine.Commits;
using ActorKv.Journal.Contract;

namespace ActorKv.Journal.Postgres.Tests;

public sealed class PostgresJournalContractSpec : JournalContract
{
    private readonly TestSchema _schema = new();
    private PostgresDataSchema? _open;

    protected override IJournal Open()
    {
        _open?.Dispose();
        _open = _schema.Open();
        return _open.Journal;
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _open?.Dispose();
    }
}
