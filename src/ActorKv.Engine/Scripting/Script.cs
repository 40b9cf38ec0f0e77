// What can be run: a script by its SHA-1, or a function by its name in a library.


namespace ActorKv.Engine.Scripting;

/// <summary>What a script's shebang promises or asks for.</summary>
[Flags]
internal enum ScriptFlags
{
    None = 0,
    NoWrites = 1 << 0,
    AllowOom = 1 << 1,
    AllowStale = 1 << 2,
    NoCluster = 1 << 3,
    AllowCrossSlotKeys = 1 << 4,

    /// <summary>No shebang: Redis asks of each command what it may, as before there were flags.</summary>
    Compatible = 1 << 5,
}

internal interface IRunnable
{
    /// <summary>As errors name it: a script's SHA-1, a function's name.</summary>
    string Name { get; }

    ScriptFlags Flags { get; }

    /// <summary>True when it has once reached for keys that it did not declare: then it holds all key shards from the start.</summary>
    bool ReachesUndeclaredKeys { get; set; }
}

internal sealed class Script(byte[] text, int start, ScriptFlags flags) : IRunnable
{
    public string Name { get; } = ScriptSha.Of(text);

    public byte[] Text { get; } = text;

    /// <summary>Where the script proper begins: the end of the shebang's line.</summary>
    public int Start { get; } = start;

    public ScriptFlags Flags { get; } = flags;

    public bool ReachesUndeclaredKeys { get; set; }
}

internal sealed class LibraryFunction(FunctionLibrary library, string name, string? description, ScriptFlags flags) : IRunnable
{
    public FunctionLibrary Library { get; } = library;

    public string Name { get; } = name;

    public string? Description { get; } = description;

    public ScriptFlags Flags { get; } = flags;

    public bool ReachesUndeclaredKeys { get; set; }
}

internal sealed class FunctionLibrary(string name, byte[] text, int start) : IRunnable
{
    public string Name { get; } = name;

    public byte[] Text { get; } = text;

    public int Start { get; } = start;

    ScriptFlags IRunnable.Flags => ScriptFlags.None;

    bool IRunnable.ReachesUndeclaredKeys { get; set; }

    /// <summary>Those that loading it has registered, by name.</summary>
    public Dictionary<string, LibraryFunction> Functions { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a library or a function may be called so: letters, digits, underscores, at least one.</summary>
    public static bool IsName(ReadOnlySpan<char> name)
    {
        foreach (char c in name)
            if (!char.IsAsciiLetterOrDigit(c) && c != '_') return false;
        return name.Length > 0;
    }
}
