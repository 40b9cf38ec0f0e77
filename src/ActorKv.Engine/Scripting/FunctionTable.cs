// All libraries and functions of a node at one moment. It never changes: who changes them makes another.

namespace ActorKv.Engine.Scripting;

internal sealed class FunctionTable
{
    private readonly Dictionary<string, LibraryFunction> _functions = new(StringComparer.OrdinalIgnoreCase);

    public static FunctionTable Empty { get; } = new();

    /// <summary>By name, which counts upper and lower case.</summary>
    public SortedDictionary<string, FunctionLibrary> Libraries { get; } = new(StringComparer.Ordinal);

    public int FunctionCount => _functions.Count;

    /// <summary>Bytes of all texts.</summary>
    public long Bytes
    {
        get
        {
            long bytes = 0;
            foreach (FunctionLibrary library in Libraries.Values) bytes += library.Text.Length;
            return bytes;
        }
    }

    public LibraryFunction? Find(ReadOnlySpan<char> name) => _functions.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out LibraryFunction? function) ? function : null;

    /// <summary>This table with a library more, in the place of one of the same name. Null, or what stands against it.</summary>
    public string? With(FunctionLibrary library, out FunctionTable table)
    {
        table = Without(library.Name);
        table.Libraries.Add(library.Name, library);
        foreach (LibraryFunction function in library.Functions.Values)
            if (!table._functions.TryAdd(function.Name, function)) return $"ERR Function {function.Name} already exists";
        return null;
    }

    /// <summary>This table without a library.</summary>
    public FunctionTable Without(string name)
    {
        FunctionTable table = new();
        foreach (FunctionLibrary library in Libraries.Values)
        {
            if (library.Name == name) continue;
            table.Libraries.Add(library.Name, library);
            foreach (LibraryFunction function in library.Functions.Values) table._functions.Add(function.Name, function);
        }
        return table;
    }
}
