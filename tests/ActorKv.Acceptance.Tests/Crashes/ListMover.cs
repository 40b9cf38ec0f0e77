using ActorKv.Acceptance.Tests.Harness;

namespace ActorKv.Acceptance.Tests.Crashes;

/// <summary>Moves elements between two lists in different key shards, by LMOVE: each is in one of them, never in both, never in none.</summary>
internal sealed class ListMover(int index) : CrashClient
{
    private const int Elements = 20;

    private bool _filled;
    private long _steps;

    protected override void Step(RespClient client)
    {
        if (!_filled)
        {
            Good(client.Do(["RPUSH", Left, .. Enumerable.Range(10, Elements).Select(i => (Argument)i)]));
            _filled = true;
        }
        (string from, string to) = ++_steps % 3 == 0 ? (Right, Left) : (Left, Right);
        Good(client.Do("LMOVE", from, to, "LEFT", "RIGHT"));
    }

    public override void Verify(RespClient client)
    {
        string[] found = [.. client.Do("LRANGE", Left, 0, -1).Items.Concat(client.Do("LRANGE", Right, 0, -1).Items).Select(item => item.Text).Order()];
        if (!_filled && found.Length == 0) return;
        _filled = true;
        Assert.Equal([.. Enumerable.Range(10, Elements).Select(i => $"{i}")], found);
    }

    private string Left => $"left:{index}";

    private string Right => $"right:{index}";
}
