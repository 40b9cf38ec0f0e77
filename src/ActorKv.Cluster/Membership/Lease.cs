// How long this node may serve without asking, by its own clock.
//
//   database   ────────────────────[ renewed: until = its now + length ]──────────────────────── until ── others may take over
//   this node  ── sent ─────────────────────────────────────────── deadline = sent + length - margin ── serves no more
//
// The deadline counts from before the renewal was sent, and the database's time from after: so this node stops first, whatever the network takes. The
// margin is for clocks that do not run alike. This node's clock is monotonic: nobody can set it. The database's clock can be set forward, and then leases
// seem to have ended that have not: who sees it run ahead of its own by more than the margin declares nobody dead for a whole lease.

namespace ActorKv.Cluster.Membership;

/// <param name="time">The clock.</param>
/// <param name="length">How long a renewal lasts.</param>
internal sealed class Lease(TimeProvider time, TimeSpan length)
{
    private const int MarginParts = 10;

    private readonly TimeSpan _margin = length / MarginParts;
    private readonly long _length = (long)((length - length / MarginParts).TotalSeconds * time.TimestampFrequency);
    private long _deadline = long.MinValue;
    private long _heldSince;
    private long _sent;
    private DateTime? _databaseTime;

    public TimeSpan Length => length;

    /// <summary>True while nobody can have declared this node dead. From any thread.</summary>
    public bool IsHeld => time.GetTimestamp() < Volatile.Read(ref _deadline);

    /// <summary>True when the lease has been held without a gap for the whole length of one: the database answered all that time, so others could renew theirs
    /// too, and who has not is dead.</summary>
    public bool IsSettled => IsHeld && time.GetElapsedTime(Volatile.Read(ref _heldSince)) >= length;

    /// <summary>How long it is held without another renewal; negative when it is over.</summary>
    public TimeSpan Remaining
    {
        get
        {
            long deadline = Volatile.Read(ref _deadline);
            return deadline == long.MinValue ? TimeSpan.Zero : time.GetElapsedTime(time.GetTimestamp(), deadline);
        }
    }

    /// <summary>For how long the lease has been over; zero while it is held.</summary>
    public TimeSpan OverFor
    {
        get
        {
            long deadline = Volatile.Read(ref _deadline), now = time.GetTimestamp();
            return now < deadline || deadline == long.MinValue ? TimeSpan.Zero : time.GetElapsedTime(deadline, now);
        }
    }

    /// <summary>The moment before a renewal is sent.</summary>
    public long Now() => time.GetTimestamp();

    /// <summary>The database has renewed the lease.</summary>
    /// <param name="sent">What <see cref="Now"/> said before that was asked for.</param>
    /// <param name="databaseTime">What the database's clock said then; null when that was not asked.</param>
    public void Renewed(long sent, DateTime? databaseTime = null)
    {
        long now = time.GetTimestamp();
        bool ranAhead = databaseTime - _databaseTime > time.GetElapsedTime(_sent, now) + _margin;
        if (!IsHeld || ranAhead) Volatile.Write(ref _heldSince, now);
        (_sent, _databaseTime) = (sent, databaseTime);
        Volatile.Write(ref _deadline, sent + _length);
    }

    /// <summary>The database did not answer. It may have crashed, and its renewals of the last moments, which nobody had it sync, be lost: leases end too early then
    /// by its clock, until each was renewed again.</summary>
    public void Unsettle() => Volatile.Write(ref _heldSince, time.GetTimestamp());

    /// <summary>Ends it now.</summary>
    public void End() => Volatile.Write(ref _deadline, long.MinValue);
}
