// A store over media that keep nothing.

using ActorKv.Engine.Commands;
using ActorKv.Engine.Commits;
using ActorKv.Engine.Configuration;
using ActorKv.Engine.Recovery;
using ActorKv.Engine.Sessions;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorKv.Engine.Tests.Commits;

public sealed class NoJournalSpec
{
    [Fact]
    public async Task Commits_are_counted_and_forgotten()
    {
        using NoJournal journal = new();
        await journal.CommitAsync(new[] { JournalRow.Create(1, 3, 0, new byte[9]), JournalRow.Create(4, 1, 0, new byte[2]) }, sync: true, CancellationToken.None);
        Assert.Equal((4, 0), (journal.LastLsn, journal.SizeInBytes));
        Assert.Empty(journal.Read(0));
    }

    [Fact]
    public async Task A_gap_is_refused_as_over_any_medium()
    {
        using NoJournal journal = new();
        await Assert.ThrowsAsync<ArgumentException>(async () =>
            await journal.CommitAsync(new[] { JournalRow.Create(2, 1, 0, new byte[2]) }, sync: false, CancellationToken.None));
        Assert.Equal(0, journal.LastLsn);
    }

    [Fact]
    public void It_goes_on_behind_what_was_deleted()
    {
        using NoJournal journal = new();
        Assert.False(journal.DeleteThrough(7));
        Assert.Equal(7, journal.LastLsn);
        Assert.False(journal.DeleteThrough(3));
        Assert.Equal(7, journal.LastLsn);
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task A_store_over_it_answers_with_and_without_journalling(bool journalling)
    {
        ServerOptions options = new() { KeyShards = 16, Save = [], AppendOnly = journalling };
        await using Store store = new(new ServerParameters(options), new NoJournal(), new NoSnapshots(), EngineCommands.CreateAll(), new ManualTime(), NullLogger.Instance);
        await store.RecoverAsync();
        using LocalSession session = new(store);
        Assert.Equal("OK", await session.Run("SET k v"));
        Assert.Equal("v", await session.Run("GET k"));
    }

    [Fact]
    public async Task A_save_fails_and_says_why_and_writers_are_not_refused_for_it()
    {
        ServerOptions options = new() { KeyShards = 16, Save = [], AppendOnly = false };
        await using Store store = new(new ServerParameters(options), new NoJournal(), new NoSnapshots(), EngineCommands.CreateAll(), new ManualTime(), NullLogger.Instance);
        await store.RecoverAsync();
        using LocalSession session = new(store);
        Assert.StartsWith("(error)", await session.Run("SAVE"), StringComparison.Ordinal);
        Assert.Equal("OK", await session.Run("SET k v"));
    }
}
