// The function libraries of a node. Their texts are kept by a key shard (LibraryCommand), in its journal and its snapshots, or by the database of a
// cluster (Clustering/ISharedDefinitions.cs); this is what they mean: loaded once to learn their functions, and found by name.
//
//   FUNCTION LOAD   checked here ─► into the key shard's state, logged ─► the table here
//   recovery        the key shard's state ─► the table here
//
// A change goes from one table to the next, and knows nothing of where the texts are kept.

using System.Text;
using ActorKv.Core.Commands.Scripting;
using ActorKv.Core.Keyspaces;
using ActorKv.Core.Turns;
using ActorKv.Engine.Clustering;
using ActorKv.Protocol;
using Microsoft.Extensions.Logging;

namespace ActorKv.Engine.Scripting;

/// <summary>What FUNCTION RESTORE does with libraries that are there.</summary>
internal enum RestorePolicy { Append, Replace, Flush }

internal sealed class Functions(Store store) : IScriptHost
{
    private volatile FunctionTable _table = FunctionTable.Empty;

    public FunctionTable Table => _table;

    /// <summary>Finds a function by name, in upper or lower case.</summary>
    public LibraryFunction? Find(ReadOnlySpan<byte> name)
    {
        const int longest = 256;
        Span<char> text = stackalloc char[longest];
        return name.Length <= longest ? _table.Find(text[..Encoding.Latin1.GetChars(name, text)]) : null;
    }

    /// <summary>Makes a change in the key shard of the libraries, which the turn holds. Null, or what the change says.</summary>
    public string? Change(KeyTurn turn, SharedChange<FunctionTable> change)
    {
        FunctionTable before = _table;
        if (change(before, out FunctionTable next) is { } error) return error;
        foreach (string name in before.Libraries.Keys)
            if (!next.Libraries.ContainsKey(name)) LibraryCommand.Set(turn, name, null);
        foreach (FunctionLibrary library in next.Libraries.Values)
            if (before.Libraries.GetValueOrDefault(library.Name) != library) LibraryCommand.Set(turn, library.Name, library.Text);
        _table = next;
        return null;
    }

    /// <summary>Adds a library to a table. Null, or what is wrong with it.</summary>
    public string? Add(FunctionTable table, byte[] text, bool replace, out FunctionLibrary library, out FunctionTable next)
    {
        next = table;
        library = null!;
        if (store.Scripts.Engine is not { } engine) return ScriptErrors.NoEngine;
        if (ScriptShebang.ReadLibrary(text, out library) is { } wrong) return wrong;
        if (!replace && table.Libraries.ContainsKey(library.Name)) return $"ERR Library '{library.Name}' already exists";
        if (engine.Load(library, this) is { } error) return error;
        return library.Functions.Count == 0 ? "ERR No functions registered" : table.With(library, out next);
    }

    /// <summary>Adds libraries to a table, all or none. Null, or what is wrong with them.</summary>
    public string? Restore(FunctionTable table, List<byte[]> texts, RestorePolicy policy, out FunctionTable next)
    {
        next = policy == RestorePolicy.Flush ? FunctionTable.Empty : table;
        foreach (byte[] text in texts)
        {
            if (Add(next, text, policy == RestorePolicy.Replace, out FunctionLibrary library, out FunctionTable more) is { } error)
                return error.Replace($"Library '{library?.Name}' already", $"Library {library?.Name} already", StringComparison.Ordinal);
            next = more;
        }
        return null;
    }

    /// <summary>The table of libraries that were checked elsewhere. Those that are known already are not loaded again; one that cannot be used is left
    /// out, and logged.</summary>
    public FunctionTable Read(IEnumerable<byte[]> texts)
    {
        FunctionTable known = _table, table = FunctionTable.Empty;
        foreach (byte[] text in texts)
        {
            FunctionTable next;
            string? error = ScriptShebang.ReadLibrary(text, out FunctionLibrary library);
            if (error is null && known.Libraries.TryGetValue(library.Name, out FunctionLibrary? same) && same.Text.AsSpan().SequenceEqual(text)) error = table.With(same, out next);
            else error = Add(table, text, replace: true, out library, out next);
            if (error is null) table = next;
            else store.Log.LogWarning("The function library {Name} cannot be used: {Reason}", library?.Name, error);
        }
        return table;
    }

    /// <summary>Takes a table in the place of the one that there is.</summary>
    public void Adopt(FunctionTable table) => _table = table;

    /// <summary>Makes the table what a recovered key shard says.</summary>
    public void Recover(KeyShardState home) => Adopt(Read(home.Libraries.Values));

    bool IScriptHost.Call(Request request, RespWriter reply)
    {
        reply.Error(ScriptErrors.NotAllowed);
        return true;
    }

    bool? IScriptHost.MayRun(Request request) => null;

    void IScriptHost.Log(int level, ReadOnlySpan<byte> text) => ScriptLog.Write(store.Log, level, text);
}
