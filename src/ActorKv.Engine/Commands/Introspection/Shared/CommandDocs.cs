// A command as COMMAND DOCS tells it: a map of what its spec says, its arguments as a tree, and its subcommands. Fields that would be empty are
// left out. There is no history of a command: since says when it came.

using ActorKv.Core.Commands;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Introspection.Shared;

internal static class CommandDocs
{
    /// <summary>Writes the name and the map: one pair of the reply.</summary>
    public static void Write(RespWriter reply, Command command)
    {
        CommandSpec spec = command.Spec;
        IReadOnlyList<Argument> arguments = ArgumentSyntax.Of(spec);
        reply.Bulk(spec.FullName);
        reply.Map(4 + (spec.Deprecated is null ? 0 : 3) + (arguments.Count > 0 ? 1 : 0) + (command.IsContainer ? 1 : 0));
        Field(reply, "summary", spec.Summary);
        Field(reply, "since", spec.Since);
        Field(reply, "group", NameOf(spec.Group));
        Field(reply, "complexity", spec.Complexity);
        if (spec.Deprecated is { } deprecated)
        {
            reply.Bulk("doc_flags"u8);
            CommandInfo.WriteStatuses(reply, ["deprecated"]);
            Field(reply, "deprecated_since", deprecated.Since);
            Field(reply, "replaced_by", deprecated.ReplacedBy);
        }
        if (arguments.Count > 0)
        {
            reply.Bulk("arguments"u8);
            WriteArguments(reply, arguments);
        }
        if (!command.IsContainer) return;
        reply.Bulk("subcommands"u8);
        reply.Map(command.Subcommands.Count);
        foreach (Command subcommand in command.Subcommands.Values) Write(reply, subcommand);
    }

    private static void WriteArguments(RespWriter reply, IReadOnlyList<Argument> arguments)
    {
        reply.Array(arguments.Count);
        foreach (Argument argument in arguments) WriteArgument(reply, argument);
    }

    private static void WriteArgument(RespWriter reply, Argument argument)
    {
        List<string> flags = [];
        if (argument.IsOptional) flags.Add("optional");
        if (argument.IsMultiple) flags.Add("multiple");
        if (argument.IsMultipleToken) flags.Add("multiple_token");
        reply.Map(2 + (argument.KeySpecIndex >= 0 ? 1 : 0) + (argument.Token is null ? 0 : 1) + (flags.Count > 0 ? 1 : 0) + (argument.Arguments.Count > 0 ? 1 : 0));
        Field(reply, "name", argument.Name);
        Field(reply, "type", NameOf(argument.Kind));
        if (argument.KeySpecIndex >= 0)
        {
            reply.Bulk("key_spec_index"u8);
            reply.Integer(argument.KeySpecIndex);
        }
        if (argument.Token is { } token) Field(reply, "token", token);
        if (flags.Count > 0)
        {
            reply.Bulk("flags"u8);
            CommandInfo.WriteStatuses(reply, flags);
        }
        if (argument.Arguments.Count == 0) return;
        reply.Bulk("arguments"u8);
        WriteArguments(reply, argument.Arguments);
    }

    private static void Field(RespWriter reply, string name, string value)
    {
        reply.Bulk(name);
        reply.Bulk(value);
    }

    private static string NameOf(CommandGroup group) => group == CommandGroup.SortedSet ? "sorted-set" : group.ToString().ToLowerInvariant();

    private static string NameOf(ArgumentKind kind) => kind switch
    {
        ArgumentKind.UnixTime => "unix-time",
        ArgumentKind.PureToken => "pure-token",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
