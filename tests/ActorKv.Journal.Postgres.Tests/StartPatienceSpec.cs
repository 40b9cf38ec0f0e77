using ActorKv.Engine.Commits;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace ActorKv.Journal.Postgres.Tests;

public sealed class StartPatienceSpec
{
    private static readonly JournalException s_notThere = PostgresFailure.Tell("Schema s", "cannot be opened", new NpgsqlException("refused", new IOException()));

    private int _attempts;

    [Fact]
    public async Task A_step_is_tried_until_the_database_is_there()
    {
        StartPatience patience = new(NullLogger.Instance, CancellationToken.None);
        Assert.Equal(3, await patience.TryAsync(() => ++_attempts < 3 ? throw s_notThere : Task.FromResult(_attempts)));
    }

    [Fact]
    public async Task When_the_time_is_over_the_last_error_is_told()
    {
        StartPatience patience = new(TimeSpan.Zero, NullLogger.Instance, CancellationToken.None);
        JournalException told = await Assert.ThrowsAsync<JournalException>(() => patience.TryAsync(() => Fail(s_notThere)));
        Assert.StartsWith(s_notThere.Message, told.Message, StringComparison.Ordinal);
        Assert.Contains("That has not changed for 0 s", told.Message, StringComparison.Ordinal);
        Assert.Equal(1, _attempts);
    }

    [Theory]
    [InlineData("28P01")]
    [InlineData("3D000")]
    [InlineData("42501")]
    public async Task What_waiting_does_not_mend_is_told_at_once(string state)
    {
        StartPatience patience = new(NullLogger.Instance, CancellationToken.None);
        JournalException wrong = PostgresFailure.Tell("Schema s", "cannot be opened", new PostgresException("no", "FATAL", "FATAL", state));
        Assert.Same(wrong, await Assert.ThrowsAsync<JournalException>(() => patience.TryAsync(() => Fail(wrong))));
        Assert.Equal(1, _attempts);
    }

    [Fact]
    public async Task A_password_that_is_asked_for_and_was_not_given_is_told_at_once()
    {
        StartPatience patience = new(NullLogger.Instance, CancellationToken.None);
        JournalException wrong = PostgresFailure.Tell("Schema s", "cannot be opened", new NpgsqlException("No password has been provided but the backend requires one"));
        Assert.Same(wrong, await Assert.ThrowsAsync<JournalException>(() => patience.TryAsync(() => Fail(wrong))));
        Assert.DoesNotContain("cannot be reached", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_told_to_stop_waits_no_more()
    {
        using CancellationTokenSource stop = new();
        StartPatience patience = new(NullLogger.Instance, stop.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => patience.TryAsync(() =>
        {
            stop.Cancel();
            return Fail(s_notThere);
        }));
        Assert.Equal(1, _attempts);
    }

    private Task<int> Fail(JournalException failure)
    {
        _attempts++;
        return Task.FromException<int>(failure);
    }
}
