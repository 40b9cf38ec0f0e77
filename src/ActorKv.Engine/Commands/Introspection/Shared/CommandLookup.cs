// Finds commands by the names that COMMAND and its subcommands are given ("get", "CONFIG|get"), and lists all there are. Effects that only the
// log may hold are no commands to clients.

using System.Text;
using ActorKv.Core.Commands;

namespace ActorKv.Engine.Commands.Introspection.Shared;

internal static class CommandLookup
{
    public static IEnumerable<Command> All(CommandTable table) => table.Commands.Where(command => !command.Spec.Has(CommandFlags.EffectOnly));

    public static int Count(CommandTable table) => table.Commands.Count(command => !command.Spec.Has(CommandFlags.EffectOnly));

    /// <summary>By full name, in any case; null when there is none.</summary>
    public static Command? Find(CommandTable table, ReadOnlySpan<byte> name)
    {
        int bar = name.IndexOf((byte)'|');
        Command? command = table.Find(bar < 0 ? name : name[..bar]);
        if (command is null || command.Spec.Has(CommandFlags.EffectOnly)) return null;
        return bar < 0 ? command : command.FindSubcommand(name[(bar + 1)..]);
    }

    /// <summary>The command that a request asks for; null when there is none. The subcommand is an argument of its own.</summary>
    public static Command? Find(CommandTable table, Protocol.Request request)
    {
        if (Find(table, request[0]) is not { } command || command.Spec.Container is not null) return null;
        return command.IsContainer && request.Count > 1 ? command.FindSubcommand(request[1]) : command;
    }

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
