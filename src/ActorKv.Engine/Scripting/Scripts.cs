// The scripts of a node: what EVAL and SCRIPT LOAD have brought, found by text and by SHA-1, and what runs at the moment.
//
// EVAL looks its text up as it is: hashing it would cost more than a small script takes to run.

using System.Collections.Concurrent;
using System.Text;

namespace ActorKv.Engine.Scripting;

internal sealed class Scripts
{
    private readonly ConcurrentDictionary<byte[], Script> _byText = new(TextComparer.Instance);
    private readonly ConcurrentDictionary<byte[], Script>.AlternateLookup<ReadOnlySpan<byte>> _texts;
    private readonly ConcurrentDictionary<string, Script> _bySha = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<ScriptCaller, bool> _running = new();
    private readonly ConcurrentDictionary<string, Script>.AlternateLookup<ReadOnlySpan<char>> _shas;
    private long _bytes;

    public Scripts()
    {
        _texts = _byText.GetAlternateLookup<ReadOnlySpan<byte>>();
        _shas = _bySha.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>What runs scripts; null on a host that brings nothing that does.</summary>
    public IScriptEngine? Engine
    {
        get;
        set
        {
            field = value;
            Limit();
        }
    }

    /// <summary>Most bytes that one interpreter may use, 0: any number.</summary>
    public long MemoryLimit
    {
        get;
        set
        {
            field = value;
            Limit();
        }
    }

    /// <summary>Most instructions of a run, 0: any number.</summary>
    public long InstructionLimit
    {
        get;
        set
        {
            field = value;
            Limit();
        }
    }

    public int Count => _bySha.Count;

    /// <summary>Bytes of all texts.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Runs that have taken longer than a moment.</summary>
    public ICollection<ScriptCaller> Running => _running.Keys;

    /// <summary>True when there are any: then who finds a key shard held asks whether it is by one of them.</summary>
    public bool AnyRuns => !_running.IsEmpty;

    public Script? Find(ReadOnlySpan<byte> text) => _texts.TryGetValue(text, out Script? script) ? script : null;

    /// <summary>Finds a script by its 40 digits, in upper or lower case.</summary>
    public Script? FindSha(ReadOnlySpan<byte> sha)
    {
        Span<char> digits = stackalloc char[64];
        return sha.Length < digits.Length && _shas.TryGetValue(digits[..Encoding.Latin1.GetChars(sha, digits)], out Script? script) ? script : null;
    }

    /// <summary>Finds or adds a script by its text. Null, or what is wrong with it.</summary>
    public string? Add(ReadOnlySpan<byte> text, out Script script)
    {
        if (_texts.TryGetValue(text, out script!)) return null;
        if (Engine is null) return ScriptErrors.NoEngine;
        byte[] kept = text.ToArray();
        if (ScriptShebang.ReadScript(kept, out script) is { } wrong) return wrong;
        if (Engine.Compile(script) is { } error) return "ERR Error compiling script (new function): " + error;
        if (_byText.TryAdd(kept, script) && _bySha.TryAdd(script.Name, script)) Interlocked.Add(ref _bytes, kept.Length);
        return null;
    }

    /// <summary>SCRIPT FLUSH.</summary>
    public void Flush()
    {
        _byText.Clear();
        _bySha.Clear();
        Volatile.Write(ref _bytes, 0);
        Engine?.Flush();
    }

    /// <summary>The error for who wants a key shard that a script holds too long, otherwise null.</summary>
    public string? BusyError(int shard)
    {
        foreach (ScriptCaller caller in _running.Keys)
            if (caller.BusyError(shard) is { } error) return error;
        return null;
    }

    public void Began(ScriptCaller caller) => _running.TryAdd(caller, true);

    public void Ended(ScriptCaller caller) => _running.TryRemove(caller, out _);

    private void Limit()
    {
        if (Engine is null) return;
        Engine.MemoryLimit = MemoryLimit;
        Engine.InstructionLimit = InstructionLimit;
    }

    private sealed class TextComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static readonly TextComparer Instance = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] text) => GetHashCode(text.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> text)
        {
            HashCode hash = default;
            hash.AddBytes(text);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
