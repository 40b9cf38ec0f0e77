// CONFIG GET parameter [parameter …]
//
// Names and values of the parameters that any of the names or glob patterns match, each once.

using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Server;

internal sealed class ConfigGetCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("GET")
    {
        Group = CommandGroup.Server, Since = "2.0.0", Complexity = "O(N) where N is the number of parameters",
        Summary = "Tells the values of parameters.",
        Syntax = "parameter [parameter ...]",
        Arity = -3, Flags = ConfigCommand.Flags,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        string[] patterns = new string[args.Remaining];
        for (int i = 0; i < patterns.Length; i++) patterns[i] = Encoding.UTF8.GetString(args.Next());
        List<KeyValuePair<string, string>> found = session.Store.Parameters.Get(patterns);
        session.Reply.Map(found.Count);
        foreach ((string name, string value) in found)
        {
            session.Reply.Bulk(name);
            session.Reply.Bulk(value);
        }
    }
}
