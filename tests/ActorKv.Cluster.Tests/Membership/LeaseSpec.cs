using ActorKv.Cluster.Membership;

namespace ActorKv.Cluster.Tests.Membership;

public sealed class LeaseSpec
{
    private static readonly TimeSpan s_length = TimeSpan.FromSeconds(3);
    private readonly HandClock _clock = new();

    [Fact]
    public void It_ends_a_margin_before_its_length_counted_from_before_it_was_asked_for()
    {
        Lease lease = new(_clock, s_length);
        Assert.False(lease.IsHeld);
        long sent = lease.Now();
        _clock.Advance(1000);
        lease.Renewed(sent);
        Assert.True(lease.IsHeld);
        _clock.Advance(1699);
        Assert.True(lease.IsHeld);
        _clock.Advance(1);
        Assert.False(lease.IsHeld);
        _clock.Advance(500);
        Assert.Equal(TimeSpan.FromMilliseconds(500), lease.OverFor);
    }

    [Fact]
    public void It_is_settled_when_it_was_held_without_a_gap_for_its_whole_length()
    {
        Lease lease = new(_clock, s_length);
        lease.Renewed(lease.Now());
        for (int i = 0; i < 2; i++) Renew(lease, after: 1000);
        Assert.False(lease.IsSettled);
        Renew(lease, after: 1000);
        Assert.True(lease.IsSettled);
        Renew(lease, after: 2700);
        Assert.True(lease.IsHeld);
        Assert.False(lease.IsSettled);
    }

    [Fact]
    public void It_is_not_settled_for_its_whole_length_after_the_database_did_not_answer()
    {
        Lease lease = new(_clock, s_length);
        lease.Renewed(lease.Now());
        for (int i = 0; i < 3; i++) Renew(lease, after: 1000);
        Assert.True(lease.IsSettled);
        lease.Unsettle();
        for (int i = 0; i < 2; i++) Renew(lease, after: 1000);
        Assert.True(lease.IsHeld);
        Assert.False(lease.IsSettled);
        Renew(lease, after: 1000);
        Assert.True(lease.IsSettled);
    }

    [Fact]
    public void It_can_be_ended()
    {
        Lease lease = new(_clock, s_length);
        lease.Renewed(lease.Now());
        lease.End();
        Assert.False(lease.IsHeld);
    }

    [Fact]
    public void It_is_not_settled_when_the_clock_of_the_database_was_set_forward()
    {
        Lease lease = new(_clock, s_length);
        DateTime database = DateTime.UnixEpoch;
        for (int i = 0; i < 5; i++) Renew(1000);
        Assert.True(lease.IsSettled);
        Renew(1250);
        Assert.True(lease.IsSettled);
        Renew(1350);
        Assert.False(lease.IsSettled);
        Assert.True(lease.IsHeld);
        for (int i = 0; i < 3; i++) Renew(1000);
        Assert.True(lease.IsSettled);

        void Renew(int databaseMilliseconds)
        {
            _clock.Advance(1000);
            database += TimeSpan.FromMilliseconds(databaseMilliseconds);
            lease.Renewed(lease.Now(), database);
        }
    }

    private void Renew(Lease lease, int after)
    {
        _clock.Advance(after);
        lease.Renewed(lease.Now());
    }

    private sealed class HandClock : TimeProvider
    {
        private long _now = 1;

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => _now;

        public void Advance(int milliseconds) => _now += milliseconds;
    }
}
