// SCRIPT KILL and FUNCTION KILL: what of the scripts, or of the functions, that run at the moment is stopped.

using ActorKv.Engine.Scripting;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Scripting.Shared;

internal static class ScriptKilling
{
    public static void Kill(Session session, bool functions)
    {
        bool found = false, killed = false;
        foreach (ScriptCaller caller in session.Store.Scripts.Running)
        {
            if (caller.IsFunction != functions) continue;
            found = true;
            killed |= caller.TryKill();
        }
        if (killed) session.Reply.Ok();
        else if (found) session.Reply.Error(ScriptErrors.Unkillable);
        else if (session.Store.Scripts.AnyRuns) session.Reply.Error(functions ? ScriptErrors.BusyScript : ScriptErrors.BusyFunction);
        else session.Reply.Error(ScriptErrors.NotBusy);
    }
}
