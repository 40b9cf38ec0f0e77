// CONFIG SET parameter value [parameter value …]
//
// Sets all the parameters or, when one of them cannot be had, none. A new password concerns connections made from then on; those that are
// here stay what they are.

using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Server;

internal sealed class ConfigSetCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("SET")
    {
        Group = CommandGroup.Server, Since = "2.0.0", Complexity = "O(N) where N is the number of parameters",
        Summary = "Sets parameters while the server runs.",
        Syntax = "parameter value [parameter value ...]",
        Arity = -4, Flags = ConfigCommand.Flags,
        Tips = ["request_policy:all_nodes", "response_policy:all_succeeded"],
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (args.Remaining % 2 != 0)
        {
            session.Reply.Error(Errors.Syntax);
            return;
        }
        List<KeyValuePair<string, string>> pairs = [];
        while (!args.AtEnd) pairs.Add(new(Encoding.UTF8.GetString(args.Next()), Encoding.UTF8.GetString(args.Next())));
        if (session.Store.Parameters.TrySet(pairs, out string error)) session.Reply.Ok();
        else session.Reply.Error(error);
    }
}
