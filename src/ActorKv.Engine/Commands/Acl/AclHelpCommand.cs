// ACL HELP
//
// Lists the subcommands, a line of syntax each with a line or two on what it does.

using ActorKv.Core.Commands;
using ActorKv.Core.Commands.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Acl;

internal sealed class AclHelpCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("HELP")
    {
        Group = CommandGroup.Server, Since = "6.0.0", Complexity = "O(1)",
        Summary = "Lists the subcommands of ACL.",
        Arity = 2, Flags = CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, Session session) => HelpText.Reply(session.Reply, "ACL",
        "CAT [<category>]",
        "    The categories of commands, or the commands in one.",
        "DELUSER <username> [<username> ...]",
        "    Removes users and closes their connections.",
        "DRYRUN <username> <command> [<arg> ...]",
        "    Whether a user may run a command; does not run it.",
        "GENPASS [<bits>]",
        "    A random password, of 256 bits unless said otherwise.",
        "GETUSER <username>",
        "    What a user may do.",
        "LIST",
        "    Users as lines of a configuration.",
        "LOAD",
        "    Takes the users from the ACL file.",
        "LOG [<count> | RESET]",
        "    What was refused, newest first; RESET forgets it.",
        "SAVE",
        "    Writes the users into the ACL file.",
        "SETUSER <username> <rule> [<rule> ...]",
        "    Makes or changes a user.",
        "USERS",
        "    The names of the users.",
        "WHOAMI",
        "    The user of this connection.");
}
