// What whoever asks may do to keys that its request does not name. The keys that it names have been checked before the turn.

using ActorKv.Protocol;

namespace ActorKv.Core.Turns;

internal interface IKeyRights
{
    /// <summary>Whether this request may read whatever key it comes upon.</summary>
    bool MayReadEveryKey(Request request);
}
