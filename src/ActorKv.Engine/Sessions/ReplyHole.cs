// The place of a reply that is still to come, in a session's output: see OutputGate. It belongs to the session's thread.

namespace ActorKv.Engine.Sessions;

/// <param name="gate">Whose output it is in.</param>
/// <param name="isSilent">True when the client wants no reply: CLIENT REPLY.</param>
/// <param name="weight">Bytes that it stands for until it is filled: those of the request.</param>
internal sealed class ReplyHole(OutputGate gate, bool isSilent, long weight)
{
    /// <summary>The reply, RESP; null while it is to come.</summary>
    public byte[]? Reply { get; private set; }

    /// <summary>Bytes that it makes the session hold.</summary>
    public long Weight { get; private set; } = weight;

    /// <summary>Gives it its reply, of which nobody may change a byte any more. Once; on the session's own thread.</summary>
    public void Fill(byte[] reply)
    {
        if (Reply is not null) throw new InvalidOperationException("The reply was given already.");
        Reply = isSilent ? [] : reply;
        gate.OnFilled(this, Reply.Length - Weight);
        Weight = Reply.Length;
    }
}
