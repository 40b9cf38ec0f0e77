// The store at one moment as an RDB file: a save is taken, and the file is made from it beside all turns.
//
//   save ──► for each sixteenth of the key shards:  load it as recovery would, up to the save's moment ──► write it ──► forget it
//
// So nobody waits for the file, however large it is, and no more than a sixteenth of the keys is in memory a second time (all of them when
// there is only one key shard). The file has no name any more as soon as it is open: it goes with whoever reads it, or with the process.

using System.Globalization;
using ActorKv.Core.Commands.Scripting;
using ActorKv.Core.Keyspaces;
using ActorKv.Engine.Commands.Replication.Shared;
using ActorKv.Engine.Scripting;

namespace ActorKv.Engine.Recovery;

internal sealed class RdbExport(Store store)
{
    private const int Pieces = 16;

    /// <summary>The field of the file that says which changes are in it: whoever has loaded it goes on from there by AKV.CHANGES.</summary>
    private const string PositionField = "akv-position";

    /// <summary>Makes the file. Its position is its beginning.</summary>
    /// <param name="wishes">What is to be in it.</param>
    public async Task<FileStream> WriteAsync(SnapshotWishes wishes)
    {
        FileStream file = Create();
        try
        {
            if (wishes.Keys)
            {
                await await store.Saves.BeginNextAsync();
                await Task.Run(() => Write(file, store.SnapshotStore.Saves[0], wishes.Functions));
            }
            else await WriteFunctionsAsync(file, wishes.Functions);
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    // Functions alone need no save: there are few, and their table does not change under who reads it.
    private async Task WriteFunctionsAsync(FileStream file, bool functions)
    {
        FunctionTable table = functions ? store.Functions.Table : FunctionTable.Empty;
        if (store.IsJournalling) await store.Commits.FlushAsync();
        FileBuffer buffer = new(file);
        RdbFile rdb = Begin(buffer);
        foreach (FunctionLibrary library in table.Libraries.Values) rdb.WriteFunctions(library.Text);
        rdb.Finish();
        buffer.Flush();
    }

    private void Write(FileStream file, SnapshotSave save, bool functions)
    {
        FileBuffer buffer = new(file);
        RdbFile rdb = Begin(buffer);
        if (store.IsJournalling) rdb.WriteFact(PositionField, Text(save.Lsn));
        int count = store.Options.KeyShards, size = Math.Max(1, count / Pieces);
        for (int from = 0; from < count; from += size)
        {
            KeyShardState[] states = store.NewStates();
            int[] piece = [.. Enumerable.Range(from, Math.Min(size, count - from))];
            new StoreRecovery(store).LoadAt(save, piece, states);
            // They stand before the first key. Their key shard is in the first piece.
            if (from == LibraryCommand.Home && functions)
            {
                foreach (byte[] text in states[LibraryCommand.Home].Libraries.Values) rdb.WriteFunctions(text);
            }
            foreach (int index in piece) rdb.WriteShard(states[index]);
        }
        rdb.Finish();
        buffer.Flush();
    }

    private RdbFile Begin(FileBuffer buffer)
    {
        RdbFile rdb = new(buffer);
        rdb.Begin(("redis-ver", ServerVersion.Redis), ("redis-bits", "64"), ("ctime", Text(store.NowMilliseconds / 1000)),
            ("used-mem", Text(store.Evictor.UsedMemory)), ("aof-base", "0"));
        return rdb;
    }

    private FileStream Create()
    {
        string folder = Directory.Exists(store.Options.Dir) ? store.Options.Dir : Path.GetTempPath();
        string path = Path.Combine(folder, $"temp-{Guid.NewGuid():N}.rdb");
        FileStream file = new(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, BufferSize = 0,
            Options = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None,
        });
        if (!OperatingSystem.IsWindows()) File.Delete(path);
        return file;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
