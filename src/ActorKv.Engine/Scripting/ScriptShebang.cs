// The first line of a script: "#!lua name=… flags=no-writes,allow-oom". A library must have one, with a name; a script may, with flags.

using System.Text;

namespace ActorKv.Engine.Scripting;

internal static class ScriptShebang
{
    private static readonly (string Name, ScriptFlags Flag)[] s_flags =
    [
        ("no-writes", ScriptFlags.NoWrites), ("allow-oom", ScriptFlags.AllowOom), ("allow-stale", ScriptFlags.AllowStale), ("no-cluster", ScriptFlags.NoCluster),
        ("allow-cross-slot-keys", ScriptFlags.AllowCrossSlotKeys),
    ];

    /// <summary>Adds a flag by its name; false when there is none of that name.</summary>
    public static bool TryFlag(ReadOnlySpan<byte> name, ref ScriptFlags flags)
    {
        foreach ((string known, ScriptFlags flag) in s_flags)
        {
            if (!Ascii.EqualsIgnoreCase(name, known)) continue;
            flags |= flag;
            return true;
        }
        return false;
    }

    /// <summary>Names of the flags that are set.</summary>
    public static IEnumerable<string> NamesOf(ScriptFlags flags) => s_flags.Where(flag => (flags & flag.Flag) != 0).Select(flag => flag.Name);

    /// <summary>Reads a script's shebang, if it has one. Null, or what is wrong with it.</summary>
    public static string? ReadScript(byte[] text, out Script script)
    {
        script = null!;
        if (!text.AsSpan().StartsWith("#!"u8))
        {
            script = new Script(text, 0, ScriptFlags.Compatible);
            return null;
        }
        int end = text.AsSpan().IndexOf((byte)'\n');
        if (end < 0) return "ERR Invalid script shebang";
        string[] parts = Words(text.AsSpan(0, end));
        if (parts[0] != "#!lua") return $"ERR Unexpected engine in script shebang: {parts[0]}";
        ScriptFlags flags = ScriptFlags.None;
        foreach (string part in parts.AsSpan(1))
        {
            if (!part.StartsWith("flags=", StringComparison.Ordinal)) return $"ERR Unknown lua shebang option: {part}";
            foreach (string name in part[6..].Split(','))
            {
                if (name.Length > 0 && !TryFlag(Encoding.Latin1.GetBytes(name), ref flags)) return $"ERR Unexpected flag in script shebang: {name}";
            }
        }
        script = new Script(text, end, flags);
        return null;
    }

    /// <summary>Reads a library's shebang. Null, or what is wrong with it.</summary>
    public static string? ReadLibrary(byte[] text, out FunctionLibrary library)
    {
        library = null!;
        if (!text.AsSpan().StartsWith("#!"u8)) return "ERR Missing library metadata";
        int end = text.AsSpan().IndexOf((byte)'\n');
        if (end < 0) return "ERR Invalid library metadata";
        string[] parts = Words(text.AsSpan(2, end - 2));
        string? name = null;
        foreach (string part in parts.AsSpan(1))
        {
            if (!part.StartsWith("name=", StringComparison.OrdinalIgnoreCase)) return $"ERR Invalid metadata value given: {part}";
            if (name is not null) return "ERR Invalid metadata value, name argument was given multiple times";
            name = part[5..];
        }
        if (name is null) return "ERR Library name was not given";
        if (!FunctionLibrary.IsName(name)) return "ERR Library names can only contain letters, numbers, or underscores(_) and must be at least one character long";
        if (!parts[0].Equals("lua", StringComparison.OrdinalIgnoreCase)) return $"ERR Engine '{parts[0]}' not found";
        library = new FunctionLibrary(name, text, end);
        return null;
    }

    // Words between blanks; quotes hold one together.
    private static string[] Words(ReadOnlySpan<byte> line)
    {
        List<string> words = [];
        StringBuilder? word = null;
        char quote = '\0';
        foreach (byte b in line)
        {
            char c = (char)b;
            if (quote != '\0')
            {
                if (c == quote) quote = '\0';
                else word!.Append(c);
            }
            else if (c is '"' or '\'')
            {
                quote = c;
                word ??= new StringBuilder();
            }
            else if (!char.IsWhiteSpace(c)) (word ??= new StringBuilder()).Append(c);
            else if (word is not null)
            {
                words.Add(word.ToString());
                word = null;
            }
        }
        if (word is not null) words.Add(word.ToString());
        return words.Count > 0 ? [.. words] : [""];
    }
}
