using ActorKv.Core.DataTypes;
using ActorKv.Protocol;

namespace ActorKv.Core.Turns;

/// <summary>What a command that cannot be served now waits for.</summary>
/// <param name="WaitsFor">The type that one of the keys must have; a key of another type wakes nobody.</param>
/// <param name="Keys">The keys, in the order in which they are tried.</param>
/// <param name="TimeoutMilliseconds">0: for ever.</param>
/// <param name="TimeoutReply">Writes the reply when nothing came in time.</param>
/// <param name="Pinned">What the command found when it began to wait and must not look up again (the last id of a stream for <c>$</c>).</param>
/// <param name="EvenWhenGone">True when the command must also run again when a key ceases to be of the type.</param>
internal sealed record BlockRequest(
    DataType WaitsFor, byte[][] Keys, long TimeoutMilliseconds, Action<RespWriter> TimeoutReply, object? Pinned = null, bool EvenWhenGone = false);
