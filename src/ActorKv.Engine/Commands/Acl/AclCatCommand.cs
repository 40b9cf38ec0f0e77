// ACL CAT [category]
//
// Lists the categories of commands, or the commands and subcommands in one of them.

using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Engine.Access;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Acl;

internal sealed class AclCatCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("CAT")
    {
        Group = CommandGroup.Server, Since = "6.0.0", Complexity = "O(1): the commands and categories are fixed",
        Summary = "Lists categories, or the commands in one.",
        Syntax = "[category]",
        Arity = -2, Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (args.Remaining > 1) session.Error(SessionErrors.SubcommandSyntax(args.Request[1], "ACL"));
        else if (args.AtEnd) ReplyNames(session, session.Store.Access.Catalog.Categories.Select(category => category.Name));
        else
        {
            ReadOnlySpan<byte> name = args.Next();
            if (session.Store.Access.Catalog.FindCategory(Encoding.Latin1.GetString(name)) is not { } category)
                session.Error($"ERR Unknown category '{SessionErrors.Text(name)}'");
            else ReplyNames(session, category.Members.Select(command => command.Spec.FullName));
        }
    }

    private static void ReplyNames(Session session, IEnumerable<string> names)
    {
        string[] all = [.. names];
        session.Reply.Array(all.Length);
        foreach (string name in all) session.Reply.Bulk(name);
    }
}
