using ActorKv.Acceptance.Tests.Harness;

namespace ActorKv.Acceptance.Tests.Crashes;

/// <summary>MSETs one value to keys in many slots: all of them have it, or none.</summary>
internal sealed class ManyKeysClient(int index) : CrashClient
{
    private const int Keys = 8;

    private long _acknowledged;
    private long _asked;

    protected override void Step(RespClient client)
    {
        _asked++;
        Argument[] command = new Argument[1 + 2 * Keys];
        command[0] = "MSET";
        for (int i = 0; i < Keys; i++)
        {
            command[1 + 2 * i] = Key(i);
            command[2 + 2 * i] = _asked;
        }
        Good(client.Do(command));
        _acknowledged = _asked;
    }

    public override void Verify(RespClient client)
    {
        long[] values = [.. client.Do(["MGET", .. Enumerable.Range(0, Keys).Select(i => (Argument)Key(i))]).Items.Select(Number)];
        Assert.True(values.Distinct().Count() == 1, $"An MSET of {index} was applied in part: {string.Join(' ', values)}.");
        Assert.InRange(values[0], _acknowledged, _asked);
        _asked = _acknowledged = values[0];
    }

    private string Key(int i) => $"many:{index}:{i}";
}
