// The timeout of a wait. A timer of .NET takes 49 days at most, and Redis allows longer waits: they go by in stretches.

namespace ActorKv.Engine.Blocking;

internal sealed class WaitTimer
{
    private const long LongestStretch = 1L << 31;

    private readonly Lock _lock = new();
    private readonly Action _onEnd;
    private readonly ITimer _timer;
    private long _left;            // milliseconds behind the stretch that the timer runs for

    public WaitTimer(TimeProvider time, long milliseconds, Action onEnd)
    {
        _onEnd = onEnd;
        lock (_lock)
        {
            _left = milliseconds;
            _timer = time.CreateTimer(static self => ((WaitTimer)self!).OnTimer(), this, NextStretch(), Timeout.InfiniteTimeSpan);
        }
    }

    public void Stop() => _timer.Dispose();

    private TimeSpan NextStretch()
    {
        long stretch = Math.Min(_left, LongestStretch);
        _left -= stretch;
        return TimeSpan.FromMilliseconds(stretch);
    }

    private void OnTimer()
    {
        lock (_lock)
        {
            if (_left > 0)
            {
                _timer.Change(NextStretch(), Timeout.InfiniteTimeSpan);
                return;
            }
        }
        _onEnd();
    }
}
