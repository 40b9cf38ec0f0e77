using ActorKv.Acceptance.Tests.Harness;

namespace ActorKv.Acceptance.Tests.Crashes;

/// <summary>Reads counters that others increase, one by one and all at once: what a reader was shown, a crash must not take back.</summary>
internal sealed class CounterReader(int count) : CrashClient
{
    private readonly long[] _seen = new long[count];
    private int _steps;

    protected override void Step(RespClient client)
    {
        int next = ++_steps % (count + 1);
        if (next < count) See(next, Number(Good(client.Do("GET", CounterClient.Key(next)))));
        else SeeAll(client);
    }

    public override void Verify(RespClient client) => SeeAll(client);

    private void SeeAll(RespClient client)
    {
        Argument[] keys = [.. Enumerable.Range(0, count).Select(i => (Argument)CounterClient.Key(i))];
        long[] values = [.. Good(client.Do(["MGET", .. keys])).Items.Select(Number)];
        for (int i = 0; i < count; i++) See(i, values[i]);
    }

    private void See(int counter, long value)
    {
        Assert.True(value >= _seen[counter], $"{CounterClient.Key(counter)} went back from {_seen[counter]}, which was shown, to {value}.");
        _seen[counter] = value;
    }
}
