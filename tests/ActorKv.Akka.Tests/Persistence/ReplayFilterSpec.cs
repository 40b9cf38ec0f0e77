// A key shard goes from node A to B and back to A. The events that A has written after its return are as good as all others.

namespace ActorKv.Akka.Tests.Persistence;

public sealed class ReplayFilterSpec : IDisposable
{
    private readonly SqliteFile _file = new();

    [Fact]
    public async Task With_our_setting_nothing_acknowledged_is_lost_from_A_to_B_and_back_to_A() =>
        Assert.Equal("aaabbbaaa", await FromAToBAndBack(""));

    [Theory]
    [InlineData("repair-by-discard-old", "aaabbb")]
    [InlineData("warn", "aaabbbaaa")]
    public async Task Other_settings_of_the_replay_filter(string mode, string left) =>
        Assert.Equal(left, await FromAToBAndBack($"akka.persistence.journal.sql.replay-filter.mode = {mode}"));

    public void Dispose() => _file.Dispose();

    // What a third node finds.
    private async Task<string> FromAToBAndBack(string setting)
    {
        SqliteNode a = new(_file, "a", more: setting), b = new(_file, "b", more: setting), c = new(_file, "c", more: setting);
        foreach ((SqliteNode node, string text) in new[] { (a, "a"), (b, "b"), (a, "a") })
        {
            node.Start();
            for (int i = 0; i < 3; i++) await node.Asker.Run($"APPEND k {text}");
            await node.Stop();
        }
        c.Start();
        string found = await c.Asker.Run("GET k");
        foreach (SqliteNode node in new[] { a, b, c }) await node.End();
        return found;
    }
}
