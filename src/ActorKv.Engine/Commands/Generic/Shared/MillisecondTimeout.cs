// The timeout of WAIT and WAITAOF: whole milliseconds, 0 for ever.

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Generic.Shared;

internal static class MillisecondTimeout
{
    /// <summary>Reads the last argument. False, with the error replied, when it is no timeout.</summary>
    public static bool TryRead(ref ArgReader args, Session session, out long milliseconds)
    {
        if (!args.TryNextInt64(out milliseconds)) session.Reply.Error("ERR timeout is not an integer or out of range"u8);
        else if (milliseconds < 0) session.Reply.Error(Errors.TimeoutNegative);
        else return true;
        return false;
    }
}
