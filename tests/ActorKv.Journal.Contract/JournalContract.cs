// What every IJournal must do. A test project links this file, says what a ContractFact is (a fact, or one that is skipped where something is
// missing), and derives a class that knows how to make a journal.

using ActorKv.Engine.Commits;

namespace ActorKv.Journal.Contract;

public abstract class JournalContract : IDisposable
{
    private IJournal? _journal;

    protected IJournal Journal => _journal ??= Open();

    /// <summary>Opens the test's journal: empty at first, later with what it held when it was closed.</summary>
    protected abstract IJournal Open();

    [ContractFact]
    public void A_new_journal_is_empty()
    {
        Assert.Equal(0, Journal.LastLsn);
        Assert.Empty(Journal.Read(0));
        Assert.False(Journal.DeleteThrough(0));
    }

    [ContractFact]
    public async Task A_commit_is_read_back_as_it_was_written()
    {
        JournalRow first = Row(1, 3, 100), second = Row(4, 1, 0), third = Row(5, 40, 70_000);
        await Journal.CommitAsync(new[] { first, second }, sync: true, default);
        await Journal.CommitAsync(new[] { third }, sync: false, default);
        Assert.Equal(44, Journal.LastLsn);
        AssertRows(Journal.Read(0), first, second, third);
    }

    [ContractFact]
    public async Task Reading_begins_with_the_row_that_holds_the_next_turn()
    {
        JournalRow first = Row(1, 10, 10), second = Row(11, 10, 10), third = Row(21, 10, 10);
        await Journal.CommitAsync(new[] { first, second, third }, sync: true, default);
        AssertRows(Journal.Read(9), first, second, third);
        AssertRows(Journal.Read(10), second, third);
        AssertRows(Journal.Read(29), third);
        AssertRows(Journal.Read(30));
        AssertRows(Journal.Read(1000));
    }

    [ContractFact]
    public async Task A_journal_remembers_across_closing()
    {
        JournalRow first = Row(1, 2, 10), second = Row(3, 1, 10);
        await Journal.CommitAsync(new[] { first }, sync: false, default);
        Reopen();
        Assert.Equal(2, Journal.LastLsn);
        await Journal.CommitAsync(new[] { second }, sync: true, default);
        Reopen();
        AssertRows(Journal.Read(0), first, second);
    }

    [ContractFact]
    public async Task Rows_that_leave_a_gap_or_overlap_are_refused()
    {
        await Journal.CommitAsync(new[] { Row(1, 5, 10) }, sync: true, default);
        await Assert.ThrowsAsync<ArgumentException>(async () => await Journal.CommitAsync(new[] { Row(7, 1, 10) }, sync: true, default));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Journal.CommitAsync(new[] { Row(5, 2, 10) }, sync: true, default));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Journal.CommitAsync(new[] { Row(6, 1, 10), Row(8, 1, 10) }, sync: true, default));
        Assert.Equal(5, Journal.LastLsn);
        AssertRows(Journal.Read(0), Row(1, 5, 10));
    }

    [ContractFact]
    public async Task A_cancelled_commit_appends_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Journal.CommitAsync(new[] { Row(1, 1, 10) }, sync: true, new CancellationToken(canceled: true)));
        Assert.Equal(0, Journal.LastLsn);
    }

    [ContractFact]
    public async Task A_commit_without_rows_changes_nothing()
    {
        await Journal.CommitAsync(new[] { Row(1, 1, 10) }, sync: false, default);
        await Journal.CommitAsync(default, sync: true, default);
        await Journal.CommitAsync(default, sync: false, default);
        AssertRows(Journal.Read(0), Row(1, 1, 10));
    }

    [ContractFact]
    public async Task A_probe_leaves_nothing_behind()
    {
        await Journal.ProbeAsync(default);
        await Journal.CommitAsync(new[] { Row(1, 1, 10) }, sync: false, default);
        long size = Journal.SizeInBytes;
        await Journal.ProbeAsync(default);
        Assert.Equal(size, Journal.SizeInBytes);
        AssertRows(Journal.Read(0), Row(1, 1, 10));
    }

    [ContractFact]
    public async Task A_payload_of_many_megabytes_is_read_back()
    {
        JournalRow small = Row(1, 1, 10), large = Row(2, 1, 40 * 1024 * 1024 + 1), after = Row(3, 1, 10);
        await Journal.CommitAsync(new[] { small, large, after }, sync: true, default);
        AssertRows(Journal.Read(0), small, large, after);
        Assert.False(Journal.DeleteThrough(2));
        AssertRows(Journal.Read(2), after);
    }

    [ContractFact]
    public async Task What_was_deleted_is_remembered()
    {
        Assert.Equal(0, Journal.DeletedThrough);
        await Journal.CommitAsync(new[] { Row(1, 5, 10), Row(6, 5, 10), Row(11, 5, 10) }, sync: true, default);
        while (Journal.DeleteThrough(12)) await Task.Yield();
        Assert.Equal(10, Journal.DeletedThrough);
        Reopen();
        Assert.Equal(10, Journal.DeletedThrough);
        while (Journal.DeleteThrough(40)) await Task.Yield();
        Assert.Equal(40, Journal.DeletedThrough);
    }

    [ContractFact]
    public async Task Rows_are_kept_by_their_bytes_and_by_their_time()
    {
        Assert.Equal(0, Journal.LastBefore(0, long.MaxValue));
        JournalRow[] rows = [.. Enumerable.Range(1, 5000).Select(i => JournalRow.Create(i, 1, i * 1000, new byte[100]))];
        await Journal.CommitAsync(rows, sync: true, default);
        Assert.Equal(5000, Journal.LastBefore(0, long.MaxValue));
        Assert.Equal(4990, Journal.LastBefore(1000, long.MaxValue));
        Assert.Equal(4989, Journal.LastBefore(1001, long.MaxValue));
        Assert.Equal(2999, Journal.LastBefore(0, 3_000_000));
        Assert.Equal(2999, Journal.LastBefore(1000, 3_000_000));
        Assert.Equal(1000, Journal.LastBefore(400_000, 3_000_000));
        Assert.Equal(0, Journal.LastBefore(1_000_000, long.MaxValue));
        while (Journal.DeleteThrough(10)) await Task.Yield();
        Assert.Equal(10, Journal.LastBefore(1_000_000, long.MaxValue));
    }

    [ContractFact]
    public async Task A_long_row_counts_with_its_parts()
    {
        await Journal.CommitAsync(new[] { Row(1, 1, 10), Row(2, 1, 40 * 1024 * 1024), Row(3, 1, 10) }, sync: true, default);
        Assert.Equal(1, Journal.LastBefore(30 * 1024 * 1024, long.MaxValue));
        Assert.Equal(0, Journal.LastBefore(41 * 1024 * 1024, long.MaxValue));
    }

    [ContractFact]
    public async Task Many_rows_are_read_in_order()
    {
        await CommitRows(count: 1000, turns: 3, bytes: 5000);
        long next = 1;
        foreach (JournalRow row in Journal.Read(0))
        {
            Assert.Equal(next, row.FirstLsn);
            Assert.True(row.IsIntact);
            next = row.LastLsn + 1;
        }
        Assert.Equal(3001, next);
    }

    [ContractFact]
    public async Task Reading_goes_on_beside_commits_and_ends_where_the_journal_ended()
    {
        await CommitRows(count: 1000, turns: 1, bytes: 5000);
        long read = 0;
        foreach (JournalRow row in Journal.Read(0))
        {
            Assert.Equal(++read, row.FirstLsn);
            await Journal.CommitAsync(new[] { Row(1000 + read, 1, 10) }, sync: false, default);
        }
        Assert.Equal(1000, read);
        Assert.Equal(2000, Journal.LastLsn);
    }

    [ContractFact]
    public async Task DeleteThrough_removes_whole_rows_in_bounded_steps()
    {
        await CommitRows(count: 1000, turns: 10, bytes: 100);
        int calls = 1;
        while (Journal.DeleteThrough(9_995)) calls++;
        Assert.InRange(calls, 2, 1000);
        Assert.Equal(9_991, Journal.Read(9_990).First().FirstLsn);
        Assert.Equal(10_000, Journal.LastLsn);
        Assert.False(Journal.DeleteThrough(9_995));
    }

    [ContractFact]
    public async Task DeleteThrough_makes_the_journal_smaller()
    {
        await CommitRows(count: 200, turns: 1, bytes: 10_000);
        long before = Journal.SizeInBytes;
        Assert.InRange(before, 2_000_000, 4_000_000);
        while (Journal.DeleteThrough(200)) { }
        Assert.InRange(Journal.SizeInBytes, 0, 200_000);
    }

    [ContractFact]
    public async Task Reading_what_was_deleted_is_an_error()
    {
        await CommitRows(count: 10, turns: 10, bytes: 100);
        while (Journal.DeleteThrough(50)) { }
        Assert.Contains("begins after turn 50", Assert.Throws<JournalException>(() => Journal.Read(49).Count()).Message, StringComparison.Ordinal);
        Assert.Equal(5, Journal.Read(50).Count());
    }

    [ContractFact]
    public async Task A_journal_that_lost_all_rows_goes_on_where_it_was()
    {
        await CommitRows(count: 10, turns: 10, bytes: 100);
        while (Journal.DeleteThrough(100)) { }
        Reopen();
        Assert.Equal(100, Journal.LastLsn);
        await Journal.CommitAsync(new[] { Row(101, 1, 10) }, sync: true, default);
        AssertRows(Journal.Read(100), Row(101, 1, 10));
    }

    [ContractFact]
    public async Task DeleteThrough_past_the_end_moves_the_end()
    {
        await CommitRows(count: 100, turns: 1, bytes: 100);
        while (Journal.DeleteThrough(5_000)) { }
        Assert.Equal(5_000, Journal.LastLsn);
        Reopen();
        Assert.Equal(5_000, Journal.LastLsn);
        Assert.Empty(Journal.Read(5_000));
        await Journal.CommitAsync(new[] { Row(5_001, 1, 10) }, sync: true, default);
        AssertRows(Journal.Read(5_000), Row(5_001, 1, 10));
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        _journal?.Dispose();
        _journal = null;
    }

    protected void Reopen()
    {
        Journal.Dispose();
        _journal = null;
    }

    /// <summary>A row whose payload follows from its number and length.</summary>
    protected static JournalRow Row(long firstLsn, int turns, int bytes)
    {
        byte[] payload = new byte[bytes];
        new Random((int)firstLsn * 31 + bytes).NextBytes(payload);
        return JournalRow.Create(firstLsn, turns, 1_767_225_600_000 + firstLsn, payload);
    }

    protected async Task CommitRows(int count, int turns, int bytes)
    {
        long next = Journal.LastLsn + 1;
        for (int i = 0; i < count; i++, next += turns) await Journal.CommitAsync(new[] { Row(next, turns, bytes) }, sync: false, default);
    }

    protected static void AssertRows(IEnumerable<JournalRow> actual, params JournalRow[] expected)
    {
        int i = 0;
        foreach (JournalRow row in actual)
        {
            Assert.True(i < expected.Length, $"row {row.FirstLsn} is one too many");
            Assert.True(row.IsIntact);
            Assert.Equal((expected[i].FirstLsn, expected[i].Turns, expected[i].Time, expected[i].Crc), (row.FirstLsn, row.Turns, row.Time, row.Crc));
            Assert.True(expected[i].Payload.Span.SequenceEqual(row.Payload.Span));
            i++;
        }
        Assert.Equal(expected.Length, i);
    }
}
