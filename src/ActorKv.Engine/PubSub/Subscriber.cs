// What one session has subscribed to. Changed only by PubSub, under its lock; the counts may be read by anybody.

using ActorKv.Engine.KeyShards;

namespace ActorKv.Engine.PubSub;

internal sealed class Subscriber
{
    private readonly Dictionary<byte[], Audience>?[] _by = new Dictionary<byte[], Audience>?[3];

    public int Channels => _by[(int)ChannelKind.Channel]?.Count ?? 0;

    public int Patterns => _by[(int)ChannelKind.Pattern]?.Count ?? 0;

    public int ShardChannels => _by[(int)ChannelKind.ShardChannel]?.Count ?? 0;

    /// <summary>True while the session is what Redis calls a pub/sub client.</summary>
    public bool IsSubscribed => Channels + Patterns + ShardChannels > 0;

    /// <summary>The count that replies tell: channels and patterns are counted together, shard channels apart.</summary>
    public int CountWith(ChannelKind kind) => kind == ChannelKind.ShardChannel ? ShardChannels : Channels + Patterns;

    /// <summary>Names of one kind, as they are now.</summary>
    public byte[][] Names(ChannelKind kind) => _by[(int)kind] is { } some ? [.. some.Keys] : [];

    public Dictionary<byte[], Audience> Of(ChannelKind kind) => _by[(int)kind] ??= new Dictionary<byte[], Audience>(KeyComparer.Instance);
}
