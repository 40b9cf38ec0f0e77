// CONFIG REWRITE
//
// Writes the parameters as they are now into the configuration file, if the server was started with one.

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Server;

internal sealed class ConfigRewriteCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("REWRITE")
    {
        Group = CommandGroup.Server, Since = "2.8.0", Complexity = "O(1)",
        Summary = "Writes the present parameters into the configuration file.",
        Arity = 2, Flags = ConfigCommand.Flags,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (session.Store.Parameters.TryRewrite(out string error)) session.Reply.Ok();
        else session.Reply.Error(error);
    }
}
