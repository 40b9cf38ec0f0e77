// A library while its text runs: what it has registered so far.

using ActorKv.Engine.Scripting;

namespace ActorKv.Scripting;

internal sealed class LibraryLoading(FunctionLibrary library)
{
    public List<LibraryFunction> Functions { get; } = [];

    /// <summary>References of their callbacks, in the same order.</summary>
    public List<int> Callbacks { get; } = [];

    /// <summary>Null, or why it may not be registered. A library that was loaded before finds its functions there.</summary>
    public string? Register(string name, string? description, ScriptFlags flags)
    {
        if (!FunctionLibrary.IsName(name)) return "ERR Library names can only contain letters, numbers, or underscores(_) and must be at least one character long";
        if (Functions.Exists(function => string.Equals(function.Name, name, StringComparison.OrdinalIgnoreCase))) return "ERR Function already exists in the library";
        if (!library.Functions.TryGetValue(name, out LibraryFunction? known)) library.Functions.Add(name, known = new LibraryFunction(library, name, description, flags));
        Functions.Add(known);
        return null;
    }
}
