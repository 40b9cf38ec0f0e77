// The reply of a container's HELP: a line of syntax for each subcommand, and indented lines on what it does.

using System.Text;
using ActorKv.Protocol;

namespace ActorKv.Core.Commands.Shared;

internal static class HelpText
{
    /// <summary>Replies the lines between Redis' own first and last ones, which are the same for every container.</summary>
    public static void Reply(RespWriter reply, string container, params ReadOnlySpan<string> lines)
    {
        reply.Array(lines.Length + 3);
        reply.SimpleString(Encoding.ASCII.GetBytes(container + " <subcommand> [<arg> [value] [opt] ...]. Subcommands are:"));
        foreach (string line in lines) reply.SimpleString(Encoding.ASCII.GetBytes(line));
        reply.SimpleString("HELP"u8);
        reply.SimpleString("    These lines."u8);
    }
}
