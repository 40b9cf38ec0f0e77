// The function libraries of a node. Their texts are kept by a key shard (LibraryCommand), in its journal and its snapshots; this is what they mean:
// loaded once to learn their functions, and found by name.
//
//   FUNCTION LOAD   checked here ─► into the key shard's state, logged ─► the table here
//   recovery        the key shard's state ─► the table here

using System.Text;
using ActorKv.Core.Commands.Scripting;
using ActorKv.Core.Keyspaces;
using ActorKv.Core.Turns;
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

    /// <summary>Adds a library. The turn holds the libraries' key shard. Null, or what is wrong with it.</summary>
    public string? Load(KeyTurn turn, byte[] text, bool replace, out FunctionLibrary library)
    {
        if (Read(_table, text, replace, out library, out FunctionTable table) is { } error) return error;
        LibraryCommand.Set(turn, library.Name, text);
        _table = table;
        return null;
    }

    /// <summary>Removes a library; false when there is none.</summary>
    public bool Delete(KeyTurn turn, string name)
    {
        if (!_table.Libraries.ContainsKey(name)) return false;
        LibraryCommand.Set(turn, name, null);
        _table = _table.Without(name);
        return true;
    }

    public void Flush(KeyTurn turn)
    {
        foreach (string name in _table.Libraries.Keys) LibraryCommand.Set(turn, name, null);
        _table = FunctionTable.Empty;
    }

    /// <summary>Adds libraries, all or none. Null, or what is wrong with them.</summary>
    public string? Restore(KeyTurn turn, List<byte[]> texts, RestorePolicy policy)
    {
        FunctionTable table = policy == RestorePolicy.Flush ? FunctionTable.Empty : _table;
        List<FunctionLibrary> added = [];
        foreach (byte[] text in texts)
        {
            if (Read(table, text, policy == RestorePolicy.Replace, out FunctionLibrary library, out FunctionTable next) is { } error)
                return error.Replace($"Library '{library?.Name}' already", $"Library {library?.Name} already", StringComparison.Ordinal);
            added.Add(library);
            table = next;
        }
        if (policy == RestorePolicy.Flush) Flush(turn);
        foreach (FunctionLibrary library in added) LibraryCommand.Set(turn, library.Name, library.Text);
        _table = table;
        return null;
    }

    /// <summary>Makes the table what a recovered key shard says.</summary>
    public void Recover(KeyShardState home)
    {
        FunctionTable table = FunctionTable.Empty;
        foreach ((string name, byte[] text) in home.Libraries)
        {
            if (Read(table, text, replace: true, out _, out FunctionTable next) is { } error) store.Log.LogWarning("The function library {Name} cannot be used: {Reason}", name, error);
            else table = next;
        }
        _table = table;
    }

    bool IScriptHost.Call(Request request, RespWriter reply)
    {
        reply.Error(ScriptErrors.NotAllowed);
        return true;
    }

    bool? IScriptHost.MayRun(Request request) => null;

    void IScriptHost.Log(int level, ReadOnlySpan<byte> text) => ScriptLog.Write(store.Log, level, text);

    private string? Read(FunctionTable table, byte[] text, bool replace, out FunctionLibrary library, out FunctionTable next)
    {
        next = table;
        library = null!;
        if (store.Scripts.Engine is not { } engine) return ScriptErrors.NoEngine;
        if (ScriptShebang.ReadLibrary(text, out library) is { } wrong) return wrong;
        if (!replace && table.Libraries.ContainsKey(library.Name)) return $"ERR Library '{library.Name}' already exists";
        if (engine.Load(library, this) is { } error) return error;
        return library.Functions.Count == 0 ? "ERR No functions registered" : table.With(library, out next);
    }
}
