namespace ActorKv.Engine.PubSub;

/// <summary>What one may subscribe to.</summary>
internal enum ChannelKind { Channel, Pattern, ShardChannel }
