// What a session is told without having asked: one whole RESP frame, encoded once and written into the output of each session it is for.
//
// A frame may wait in the queues of several event loops and in many outputs at the same time, so it never changes.

namespace ActorKv.Engine.Sessions;

internal abstract class PushFrame
{
    /// <summary>Its bytes, about: what it takes while it waits.</summary>
    public abstract int Length { get; }

    /// <summary>Writes the frame into the session's output, in the session's protocol version. On the session's own thread.</summary>
    public abstract void WriteTo(Session session);
}
