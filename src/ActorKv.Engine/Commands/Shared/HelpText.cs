// The reply of a container's HELP: a line of syntax for each subcommand, and indented lines on what it does.

using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Shared;

internal static class HelpText
{
    /// <summary>Replies the lines between Redis' own first and last ones, which are the same for every container.</summary>
    public static void Reply(Session session, string container, params ReadOnlySpan<string> lines)
    {
        session.Reply.Array(lines.Length + 3);
        session.Reply.SimpleString(System.Text.Encoding.ASCII.GetBytes(container + " <subcommand> [<arg> [value] [opt] ...]. Subcommands are:"));
        foreach (string line in lines) session.Reply.SimpleString(System.Text.Encoding.ASCII.GetBytes(line));
        session.Reply.SimpleString("HELP"u8);
        session.Reply.SimpleString("    These lines."u8);
    }
}
