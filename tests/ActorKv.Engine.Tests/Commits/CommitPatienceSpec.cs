using System.Diagnostics;
using ActorKv.Engine.Commits;

namespace ActorKv.Engine.Tests.Commits;

public sealed class CommitPatienceSpec
{
    private static readonly long s_second = Stopwatch.Frequency;
    private readonly CommitPatience _patience = new();

    [Fact]
    public void Who_was_answered_is_waited_for_for_a_quarter_of_a_commit()
    {
        _patience.OnCommitted(turns: 25, pending: 25, took: s_second, now: 0);
        Assert.True(_patience.WaitsForMore(25, now: 1));
        Assert.True(_patience.WaitsForMore(45, now: s_second / 4 - 1));
        Assert.False(_patience.WaitsForMore(25, now: s_second / 4));
    }

    [Fact]
    public void The_wait_ends_when_about_all_are_there()
    {
        _patience.OnCommitted(turns: 25, pending: 25, took: s_second, now: 0);
        Assert.False(_patience.WaitsForMore(46, now: 1));
    }

    [Fact]
    public void One_client_never_waits()
    {
        _patience.OnCommitted(turns: 1, pending: 0, took: s_second, now: 0);
        Assert.False(_patience.WaitsForMore(1, now: 1));
    }

    [Fact]
    public void Nobody_is_waited_for_when_commits_are_short()
    {
        _patience.OnCommitted(turns: 25, pending: 25, took: s_second / 1000, now: 0);
        Assert.False(_patience.WaitsForMore(25, now: 1));
    }

    [Fact]
    public void Waiting_in_vain_is_tried_less_and_less_often_until_it_works_again()
    {
        List<int> rests = [];
        for (int tries = 0; tries < 9; tries++) rests.Add(RestAfter(turns: 25));
        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 64, 64], rests);
        Assert.Equal(0, RestAfter(turns: 50));
        Assert.Equal(1, RestAfter(turns: 25));
    }

    // Commits after one that began with so many turns, of about fifty, until somebody is waited for again.
    private int RestAfter(int turns)
    {
        if (!WaitsAfterCommit()) throw new InvalidOperationException("It rests.");
        _patience.OnBegin(turns);
        int rest = 0;
        while (!WaitsAfterCommit())
        {
            rest++;
            _patience.OnBegin(25);
        }
        return rest;
    }

    private bool WaitsAfterCommit()
    {
        _patience.OnCommitted(turns: 25, pending: 25, took: s_second, now: 0);
        return _patience.WaitsForMore(25, now: 1);
    }
}
