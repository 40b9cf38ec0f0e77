// CLIENT HELP
//
// Lists the subcommands, a line of syntax each with a line or two on what it does.

using ActorKv.Core.Commands;
using ActorKv.Core.Commands.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Connection;

internal sealed class ClientHelpCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("HELP")
    {
        Group = CommandGroup.Connection, Since = "5.0.0", Complexity = "O(1)",
        Summary = "Lists the subcommands of CLIENT.",
        Arity = 2, Flags = CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, Session session) => HelpText.Reply(session.Reply, "CLIENT",
        "CACHING (YES|NO)",
        "    Whether the keys of the next command are tracked, in OPTIN and OPTOUT mode.",
        "GETNAME",
        "    The name of this connection.",
        "GETREDIR",
        "    The connection that gets this one's invalidations, -1 without tracking.",
        "ID",
        "    The number of this connection.",
        "INFO",
        "    The line of LIST that is about this connection.",
        "KILL <ip:port>",
        "    Closes the connection from <ip:port>.",
        "KILL <option> <value> [<option> <value> [...]]",
        "    Closes the connections that fit all options, and tells how many:",
        "    * ID <client-id>",
        "    * ADDR (<ip:port>|<unixsocket>:0)    where they come from",
        "    * LADDR (<ip:port>|<unixsocket>:0)   where they came to",
        "    * TYPE (NORMAL|MASTER|REPLICA|PUBSUB)",
        "    * USER <username>",
        "    * MAXAGE <seconds>                   at least this old",
        "    * SKIPME (YES|NO)                    spares this connection; YES unless said otherwise",
        "LIST [TYPE (NORMAL|MASTER|REPLICA|PUBSUB) | ID <client-id> [...]]",
        "    A line for every connection, for those of a type, or for those asked for.",
        "NO-EVICT (ON|OFF)",
        "    Whether this connection is spared when memory is short.",
        "NO-TOUCH (ON|OFF)",
        "    Whether this connection's commands do not count as accesses.",
        "PAUSE <timeout> [WRITE|ALL]",
        "    Lets all commands, or those that write, wait for <timeout> milliseconds.",
        "REPLY (ON|OFF|SKIP)",
        "    Whether this connection gets replies; SKIP leaves out the next one.",
        "SETINFO (LIB-NAME|LIB-VER) <value>",
        "    Says which library this connection uses.",
        "SETNAME <name>",
        "    Names this connection.",
        "TRACKING (ON|OFF) [REDIRECT <id>] [BCAST] [PREFIX <prefix> [...]]",
        "         [OPTIN] [OPTOUT] [NOLOOP]",
        "    Whether this connection is told when keys change that it has read.",
        "TRACKINGINFO",
        "    Whether the keys that this connection reads are tracked.",
        "UNBLOCK <clientid> [TIMEOUT|ERROR]",
        "    Ends a blocking command of another connection.",
        "UNPAUSE",
        "    Ends a pause.");
}
