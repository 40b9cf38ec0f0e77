// FUNCTION LIST [LIBRARYNAME library-name-pattern] [WITHCODE]
//
// The libraries with their functions, in the order of their names; of all, or of those whose names match a pattern.

using ActorKv.Core.Commands;
using ActorKv.Core.Keys;
using ActorKv.Engine.Scripting;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;
using System.Text;

namespace ActorKv.Engine.Commands.Scripting;

internal sealed class FunctionListCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("LIST")
    {
        Group = CommandGroup.Scripting, Since = "7.0.0", Complexity = "O(N) where N is the number of functions",
        Summary = "Lists the libraries and their functions.",
        Syntax = "[LIBRARYNAME library-name-pattern] [WITHCODE]",
        Arity = -2, Flags = CommandFlags.NoScript,
        Tips = ["nondeterministic_output_order"],
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        bool withCode = false, hasPattern = false;
        ReadOnlySpan<byte> pattern = "*"u8;
        while (!args.AtEnd)
        {
            if (!withCode && args.NextIs("WITHCODE"u8)) withCode = true;
            else if (!hasPattern && args.NextIs("LIBRARYNAME"u8))
            {
                if (args.AtEnd)
                {
                    session.Reply.Error("ERR library name argument was not given"u8);
                    return;
                }
                pattern = args.Next();
                hasPattern = true;
            }
            else
            {
                session.Error("ERR Unknown argument " + SessionErrors.Text(args.Peek()));
                return;
            }
        }
        List<FunctionLibrary> listed = [];
        foreach (FunctionLibrary library in session.Store.Functions.Table.Libraries.Values)
            if (GlobPattern.IsMatch(pattern, Encoding.Latin1.GetBytes(library.Name))) listed.Add(library);
        session.Reply.Array(listed.Count);
        foreach (FunctionLibrary library in listed) Write(session.Reply, library, withCode);
    }

    private static void Write(RespWriter reply, FunctionLibrary library, bool withCode)
    {
        reply.Map(withCode ? 4 : 3);
        reply.Bulk("library_name"u8);
        reply.Bulk(library.Name);
        reply.Bulk("engine"u8);
        reply.Bulk("LUA"u8);
        reply.Bulk("functions"u8);
        reply.Array(library.Functions.Count);
        foreach (LibraryFunction function in library.Functions.Values)
        {
            reply.Map(3);
            reply.Bulk("name"u8);
            reply.Bulk(function.Name);
            reply.Bulk("description"u8);
            if (function.Description is { } description) reply.Bulk(Encoding.Latin1.GetBytes(description));
            else reply.Null();
            reply.Bulk("flags"u8);
            string[] flags = [.. ScriptShebang.NamesOf(function.Flags)];
            reply.Set(flags.Length);
            foreach (string flag in flags) reply.SimpleString(Encoding.ASCII.GetBytes(flag));
        }
        if (!withCode) return;
        reply.Bulk("library_code"u8);
        reply.Bulk(library.Text);
    }
}
