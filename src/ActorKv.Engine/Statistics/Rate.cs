// How fast a counter grows, per second: the mean over the last sixteen looks at it, as Redis' "instantaneous" figures are.

namespace ActorKv.Engine.Statistics;

internal sealed class Rate
{
    private const int Samples = 16;

    private readonly double[] _perSecond = new double[Samples];
    private long _lastCount;
    private long _lastTime = -1;
    private int _next;

    public double PerSecond
    {
        get
        {
            double sum = 0;
            foreach (double sample in _perSecond) sum += sample;
            return sum / Samples;
        }
    }

    /// <summary>Notes what the counter says now.</summary>
    /// <param name="count">The counter.</param>
    /// <param name="time">Milliseconds on any clock.</param>
    public void Sample(long count, long time)
    {
        long elapsed = time - _lastTime;
        if (_lastTime >= 0 && elapsed <= 0) return;
        // A counter that was reset has grown by what it says.
        long grown = count >= _lastCount ? count - _lastCount : count;
        if (_lastTime >= 0)
        {
            _perSecond[_next] = grown * 1000.0 / elapsed;
            _next = (_next + 1) % Samples;
        }
        _lastCount = count;
        _lastTime = time;
    }
}
