using ActorKv.Acceptance.Tests.Crashes;
using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Protocol;

namespace ActorKv.Acceptance.Tests.Feeds;

/// <summary>Follows by AKV.CHANGES: what it was told before a crash must be what the server tells after it, change by change.</summary>
internal sealed class FeedClient(string count) : CrashClient
{
    private readonly List<string> _told = [];
    private long _position;
    private long _verified;

    /// <summary>Changes told so far.</summary>
    public long Told { get; private set; }

    protected override void Step(RespClient client)
    {
        Reply page = Good(client.Do("AKV.CHANGES", _position, "COUNT", count, "BLOCK", 0));
        _told.AddRange(page.Items[1].Items.Select(change => change.ToString()));
        _position = page.Items[0].Integer;
    }

    public override void Verify(RespClient client)
    {
        List<string> again = [];
        while (_verified < _position)
        {
            Reply page = Good(client.Do("AKV.CHANGES", _verified, "COUNT", "1000"));
            again.AddRange(page.Items[1].Items.Where(change => change.Items[0].Integer <= _position).Select(change => change.ToString()));
            Assert.True(page.Items[0].Integer > _verified, $"Told up to {_position}, and after the crash the changes end at {_verified}.");
            _verified = page.Items[0].Integer;
        }
        Assert.Equal(_told, again);
        Told += _told.Count;
        _told.Clear();
        _verified = _position;
    }
}
