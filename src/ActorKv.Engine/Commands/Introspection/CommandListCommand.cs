// COMMAND LIST [FILTERBY <MODULE module-name | ACLCAT category | PATTERN pattern>]
//
// The names of all commands and subcommands, or of those that a module has (none: there are no modules), that are in an ACL category, or
// whose name a pattern matches.

using ActorKv.Core.Commands;
using ActorKv.Core.Keys;
using ActorKv.Engine.Commands.Introspection.Shared;
using ActorKv.Engine.Sessions;
using System.Text;

namespace ActorKv.Engine.Commands.Introspection;

internal sealed class CommandListCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("LIST")
    {
        Group = CommandGroup.Server, Since = "7.0.0", Complexity = "O(N) where N is the total number of Redis commands",
        Summary = "Lists the names of commands.",
        Syntax = "[FILTERBY <MODULE module-name | ACLCAT category | PATTERN pattern>]",
        Arity = -2, Flags = CommandFlags.Loading | CommandFlags.Stale,
        ExtraCategories = ["connection"],
        Tips = ["nondeterministic_output_order"],
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        Predicate<CommandSpec> filter = _ => true;
        if (!args.AtEnd && (args.Remaining != 3 || !args.NextIs("FILTERBY"u8) || !TryReadFilter(ref args, out filter)))
        {
            session.Reply.Error(Errors.Syntax);
            return;
        }
        string[] names =
        [
            .. CommandLookup.All(session.Store.Commands)
                .SelectMany(command => command.Subcommands.Values.Prepend(command))
                .Where(command => filter(command.Spec))
                .Select(command => command.Spec.FullName),
        ];
        session.Reply.Array(names.Length);
        foreach (string name in names) session.Reply.Bulk(name);
    }

    private static bool TryReadFilter(ref ArgReader args, out Predicate<CommandSpec> filter)
    {
        if (args.NextIs("MODULE"u8))
        {
            args.Next();
            filter = _ => false;
        }
        else if (args.NextIs("ACLCAT"u8))
        {
            string category = "@" + Encoding.Latin1.GetString(args.Next());
            filter = spec => spec.Categories.Contains(category, StringComparer.OrdinalIgnoreCase);
        }
        else if (args.NextIs("PATTERN"u8))
        {
            byte[] pattern = args.Next().ToArray();
            filter = spec => GlobPattern.IsMatch(pattern, CommandLookup.Bytes(spec.FullName), ignoreCase: true);
        }
        else
        {
            filter = _ => false;
            return false;
        }
        return true;
    }
}
