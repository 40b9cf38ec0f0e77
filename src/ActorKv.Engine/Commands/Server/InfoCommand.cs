// INFO [section [section …]]
//
// What the server knows of itself, as text for people and programs. "default" is what comes without an argument, "all" and "everything" are
// all sections; unknown names give nothing. Sections that are asked for twice come once. Each has its file in Info/.

using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.Server.Info;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Server;

internal sealed class InfoCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("INFO")
    {
        Group = CommandGroup.Server, Since = "1.0.0", Complexity = "O(1)",
        Summary = "Tells the state of the server and its counters.",
        Syntax = "[section [section ...]]",
        Arity = -1, Flags = CommandFlags.Loading | CommandFlags.Stale,
        ExtraCategories = ["dangerous"],
        Tips = ["nondeterministic_output", "request_policy:all_shards", "response_policy:special"],
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        bool byDefault = args.AtEnd, all = false;
        HashSet<string> named = new(StringComparer.OrdinalIgnoreCase);
        while (!args.AtEnd)
        {
            if (args.NextIs("DEFAULT"u8)) byDefault = true;
            else if (args.NextIs("ALL"u8) || args.NextIs("EVERYTHING"u8)) all = true;
            else named.Add(Encoding.Latin1.GetString(args.Next()));
        }
        InfoWriter text = new();
        foreach (InfoSection section in InfoSection.All)
        {
            if (!all && !(byDefault && section.IsDefault) && !named.Contains(section.Title)) continue;
            text.Begin(section.Title);
            section.Write(text, session.Store);
        }
        session.Reply.Verbatim("txt"u8, Encoding.UTF8.GetBytes(text.ToString()));
    }
}
