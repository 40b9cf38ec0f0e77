using ActorKv.Acceptance.Tests.Harness;

namespace ActorKv.Acceptance.Tests.Crashes;

/// <summary>INCRs a counter of its own and reads those of the others: what a GET has shown, a crash must not take back.</summary>
internal sealed class CounterClient(int index, int count) : CrashClient
{
    private readonly long[] _seen = new long[count];
    private long _asked;
    private int _next;

    protected override void Step(RespClient client)
    {
        _asked++;
        long value = Good(client.Do("INCR", Key(index))).Integer;
        Assert.Equal(_seen[index] + 1, value);
        _seen[index] = value;
        _next = (_next + 1) % count;
        if (_next == index) return;
        long other = Number(Good(client.Do("GET", Key(_next))));
        Assert.True(other >= _seen[_next], $"{Key(_next)} went back from {_seen[_next]} to {other} without a crash.");
        _seen[_next] = other;
    }

    public override void Verify(RespClient client)
    {
        for (int i = 0; i < count; i++)
        {
            long value = Number(client.Do("GET", Key(i)));
            Assert.True(value >= _seen[i], $"{Key(i)} is {value}; client {index} was shown {_seen[i]} before the crash.");
            _seen[i] = value;
        }
        Assert.True(_seen[index] <= _asked, $"{Key(index)} is {_seen[index]} after {_asked} INCRs.");
        _asked = _seen[index];
    }

    private static string Key(int i) => $"counter:{i}";
}
