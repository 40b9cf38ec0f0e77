// An RDB file is made from a save, so it is one moment, whatever happens while it is made. Read back here by its bytes: the file as a whole is
// read by redis-server in the acceptance tests.

using System.Text;
using ActorKv.Core.Commands.Scripting;
using ActorKv.Engine.Commands.Replication.Shared;
using ActorKv.Engine.Recovery;

namespace ActorKv.Engine.Tests.Recovery;

public sealed class RdbExportSpec
{
    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task All_keys_of_all_databases_are_in_the_file(bool appendOnly)
    {
        await using TestStore kv = await TestStore.OpenAsync(options => options.AppendOnly = appendOnly);
        for (int i = 0; i < 100; i++) await kv.Run($"SET key:{i} v");
        await kv.Run("SELECT 9");
        await kv.Run("SET ninth v");
        long keys = kv.Store.Progress.Keys;
        string text = await ExportAsync(kv, new SnapshotWishes());
        Assert.StartsWith("REDIS0010", text, StringComparison.Ordinal);
        for (int i = 0; i < 100; i++) Assert.Contains($"key:{i}", text, StringComparison.Ordinal);
        Assert.Contains("\u00fe\u0009\u00fb\u0001\u0000\u0000\u0005ninth\u0001v", text, StringComparison.Ordinal);
        Assert.Equal(keys, kv.Store.Progress.Keys);
    }

    [Fact]
    public async Task Without_keys_the_file_is_a_frame()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("SET key v");
        Assert.DoesNotContain("key", await ExportAsync(kv, new SnapshotWishes { Keys = false }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Functions_stand_before_the_keys_when_they_are_wanted()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("SET key v");
        kv.Store.States[LibraryCommand.Home].Libraries["l"] = "text of l"u8.ToArray();
        string text = await ExportAsync(kv, new SnapshotWishes());
        Assert.InRange(text.IndexOf("\u00f5\u0009text of l", StringComparison.Ordinal), 1, text.IndexOf("key", StringComparison.Ordinal));
        Assert.DoesNotContain("text of l", await ExportAsync(kv, new SnapshotWishes { Functions = false }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_says_which_position_of_the_changes_it_is_at()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        for (int i = 0; i < 7; i++) await kv.Run($"SET key:{i} v");
        Assert.Contains("\u00fa\u000cakv-position\u00c0\u0007", await ExportAsync(kv, new SnapshotWishes()), StringComparison.Ordinal);
        await using TestStore without = await TestStore.OpenAsync(options => options.AppendOnly = false);
        Assert.DoesNotContain("akv-position", await ExportAsync(without, new SnapshotWishes()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_happens_after_the_save_is_not_in_the_file()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("SET before v");
        await kv.Run("SAVE");
        SnapshotSave save = kv.Store.SnapshotStore.Saves[0];
        await kv.Run("SET after v");
        var states = kv.Store.NewStates();
        new StoreRecovery(kv.Store).LoadAt(save, [.. Enumerable.Range(0, states.Length)], states);
        Assert.Equal(1, states.Sum(state => state.Existing(0)?.Count ?? 0));
    }

    private static async Task<string> ExportAsync(TestStore kv, SnapshotWishes wishes)
    {
        await using FileStream file = await new RdbExport(kv.Store).WriteAsync(wishes);
        byte[] bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes);
        return Encoding.Latin1.GetString(bytes);
    }
}
