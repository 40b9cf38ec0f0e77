using ActorKv.Acceptance.Tests.Harness;

namespace ActorKv.Acceptance.Tests.Crashes;

/// <summary>INCRs a counter of its own: after a crash it is what was acknowledged, or one more.</summary>
internal sealed class CounterClient(int index) : CrashClient
{
    private long _acknowledged;
    private long _asked;

    public static string Key(int index) => $"counter:{index}";

    protected override void Step(RespClient client)
    {
        _asked++;
        long value = Good(client.Do("INCR", Key(index))).Integer;
        Assert.Equal(_acknowledged + 1, value);
        _acknowledged = value;
    }

    public override void Verify(RespClient client)
    {
        long value = Number(client.Do("GET", Key(index)));
        Assert.InRange(value, _acknowledged, _asked);
        _asked = _acknowledged = value;
    }
}
