// What both files of a data directory say about themselves, and what is refused.
//
//   application_id   "AKVJ" for journal.db, "AKVS" for snapshots.db       so that a stranger's database is not taken for ours
//   user_version     version of the format                                so that an older program does not misread a newer one's file
//   table meta       key_shards: how many key shards the keys are dealt to; part of the format, because rows and streams name shards
//
// A file is made in one transaction: a crash leaves either nothing or a whole one.

using ActorKv.Engine.Commits;

namespace ActorKv.Journal.Sqlite;

internal sealed record SqliteFormat(string Name, int ApplicationId, int Version, string Schema)
{
    /// <summary>Makes the file when it is empty, checks it when it is not.</summary>
    public void Ensure(SqliteDatabase database, int keyShards)
    {
        if (database.Number("SELECT count(*) FROM sqlite_schema") == 0)
        {
            Create(database, keyShards);
            return;
        }
        if (database.Number("PRAGMA application_id") != ApplicationId)
            throw new JournalException($"{database.Path} is a SQLite database, but not an ActorKv {Name}: move it away or choose another directory.");
        long version = database.Number("PRAGMA user_version");
        if (version > Version)
        {
            throw new JournalException(
                $"{database.Path} has format version {version}, this program knows versions up to {Version}: start the newer ActorKv that wrote it.");
        }
        long stored = database.Number("SELECT value FROM meta WHERE name = 'key_shards'");
        if (stored != keyShards)
        {
            throw new JournalException(
                $"{database.Path} was created with {stored} key shards, the configuration says {keyShards}: " +
                $"set key-shards to {stored}, or start with an empty directory and copy the keys over.");
        }
    }

    private void Create(SqliteDatabase database, int keyShards)
    {
        database.Execute($"""
            BEGIN IMMEDIATE;
            PRAGMA application_id = {ApplicationId};
            PRAGMA user_version = {Version};
            CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
            INSERT INTO meta VALUES ('key_shards', {keyShards});
            {Schema}
            COMMIT;
            """);
    }
}
