// DEBUG SET-ACTIVE-EXPIRE 0 | 1
//
// Stops the sweep that removes expired keys, or lets it go on. Keys that somebody meets expire all the same.

using ActorKv.Core.Commands;
using ActorKv.Core.DataTypes;
using ActorKv.Engine.Commands.Server.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Server;

internal sealed class DebugSetActiveExpireCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("SET-ACTIVE-EXPIRE")
    {
        Group = CommandGroup.Server, Since = "1.0.0", Complexity = "O(1)",
        Summary = "Stops and starts the sweep that removes expired keys.",
        Syntax = "<0 | 1>",
        Arity = DebugCommand.AnyArity, Flags = DebugCommand.KeylessFlags,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (!DebugArguments.Are(1, in args, session.Reply)) return;
        session.Store.ActiveExpire = Numbers.TryParseInt64(args.Next(), out long on) && on != 0;
        session.Reply.Ok();
    }
}
