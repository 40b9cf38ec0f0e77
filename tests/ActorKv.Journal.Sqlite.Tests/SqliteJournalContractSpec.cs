using ActorKv.Engine.Commits;
using ActorKv.Journal.Contract;

namespace ActorKv.Journal.Sqlite.Tests;

public sealed class SqliteJournalContractSpec : JournalContract
{
    private readonly TempDirectory _directory = new();

    protected override IJournal Open() => SqliteJournal.Open(_directory["journal.db"], keyShards: 256);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _directory.Dispose();
    }
}
