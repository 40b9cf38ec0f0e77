using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Protocol;

namespace ActorKv.Acceptance.Tests.Crashes;

/// <summary>Pushes numbers to a list, a pipeline at a time: the list is 1, 2, 3 ... without a gap, as far as acknowledged or further.</summary>
internal sealed class PipelineClient(int index, int depth) : CrashClient
{
    private long _acknowledged;
    private long _asked;

    /// <summary>Told of every number when its push was answered.</summary>
    public Action<long> OnAcknowledged { get; init; } = _ => { };

    public string Key => $"pushed:{index}";

    /// <summary>Numbers that the server has said it has.</summary>
    public long Acknowledged => _acknowledged;

    protected override void Step(RespClient client)
    {
        for (int i = 0; i < depth; i++) client.Queue("RPUSH", Key, ++_asked);
        client.Flush();
        for (int i = 0; i < depth; i++)
        {
            Assert.Equal(_acknowledged + 1, Good(client.Receive()).Integer);
            _acknowledged++;
            OnAcknowledged(_acknowledged);
        }
    }

    public override void Verify(RespClient client)
    {
        long length = VerifyOrder(client);
        Assert.InRange(length, _acknowledged, _asked);
        _asked = _acknowledged = length;
    }

    /// <summary>Fails when there is a gap, whatever is missing at the end; returns the list's length.</summary>
    public long VerifyOrder(RespClient client)
    {
        IReadOnlyList<Reply> items = client.Do("LRANGE", Key, 0, -1).Items;
        for (int i = 0; i < items.Count; i++) Assert.Equal($"{i + 1}", items[i].Text);
        return items.Count;
    }
}
