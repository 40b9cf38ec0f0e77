// The one check that DEBUG's subcommands share.

using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Server.Shared;

internal static class DebugArguments
{
    /// <summary>True when exactly <paramref name="count"/> arguments follow the subcommand; else replies the error.</summary>
    public static bool Are(int count, in ArgReader args, RespWriter reply)
    {
        if (args.Remaining == count) return true;
        reply.Error(Encoding.Latin1.GetBytes(SessionErrors.SubcommandSyntax(args.Request[1], DebugCommand.Spec.Name)));
        return false;
    }
}
