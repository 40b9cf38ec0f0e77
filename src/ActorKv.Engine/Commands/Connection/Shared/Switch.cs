// The ON | OFF argument of CLIENT NO-EVICT and CLIENT NO-TOUCH.

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Connection.Shared;

internal static class Switch
{
    /// <summary>Reads it; replies the error when it is neither.</summary>
    public static bool TryRead(ref ArgReader args, Session session, out bool on)
    {
        on = args.NextIs("ON"u8);
        if (on || args.NextIs("OFF"u8)) return true;
        session.Reply.Error(Errors.Syntax);
        return false;
    }
}
