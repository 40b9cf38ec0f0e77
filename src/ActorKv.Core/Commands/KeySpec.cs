// Where the keys of a command stand among its arguments, and what happens to them: Redis 7's key specifications.
//
// A spec finds keys in two steps. Begin: at a fixed position, or behind a keyword. Then a range (first .. last by step; a negative last
// counts from the end, and Limit > 1 means "only the first 1/limit of what is left"), or a count that stands before the keys.
//
// Two kinds fit no rule, and Redis calls both "unknown". A key that can be found by reading the options (the destination of SORT) is found
// by a function. Keys that are made of a pattern and of what another key holds (BY and GET of SORT) nobody can find before the command
// runs: a request that has such keys holds every key shard.
// Source: https://redis.io/docs/latest/develop/reference/key-specs/.

using System.Globalization;
using ActorKv.Core.DataTypes;
using ActorKv.Protocol;

namespace ActorKv.Core.Commands;

/// <summary>What a command does to a key, as COMMAND INFO and ACL name it.</summary>
[Flags]
internal enum KeyAccess
{
    None = 0,
    ReadOnly = 1 << 0,      // RO
    ReadWrite = 1 << 1,     // RW
    Overwrite = 1 << 2,     // OW
    Remove = 1 << 3,        // RM
    Access = 1 << 4,        // the value is read or returned
    Update = 1 << 5,        // the value is changed by what it was
    Insert = 1 << 6,        // data is added
    Delete = 1 << 7,        // data is removed
    NotKey = 1 << 8,
    Incomplete = 1 << 9,
    VariableFlags = 1 << 10,

    // The combinations that commands are made of.
    Read = ReadOnly | Access,
    Inspect = ReadOnly,
    Replace = Overwrite | Update,
    Change = ReadWrite | Update,
    ReadAndChange = ReadWrite | Access | Update,
    ReadAndDelete = ReadWrite | Access | Delete,
    Add = ReadWrite | Insert,
    Take = ReadWrite | Delete,
    Drop = Remove | Delete,
}

internal enum KeySearch { Index, Keyword, Unknown }

internal readonly record struct KeyRange(int Last, int Step, int Limit);

internal readonly record struct KeyCount(int CountIndex, int FirstKey, int Step);

internal sealed record KeySpec
{
    public required KeyAccess Access { get; init; }

    /// <summary>For a spec with <see cref="KeyAccess.VariableFlags"/>: the access that a given request asks for.</summary>
    public Func<Request, KeyAccess>? AccessByRequest { get; init; }

    public KeySearch Search { get; init; }

    /// <summary>The position, or where the search for the keyword starts (negative: from the end, backwards).</summary>
    public int Begin { get; init; }

    public string Keyword { get; init; } = "";

    public KeyRange? Range { get; init; }

    public KeyCount? Count { get; init; }

    /// <summary>For an unknown key: where it stands in a request, 0 when there is none.</summary>
    public Func<Request, int>? Find { get; init; }

    /// <summary>For keys made of patterns: whether a request has any.</summary>
    public Func<Request, bool>? AnyKeyIn { get; init; }

    /// <summary>One key at <paramref name="index"/>.</summary>
    public static KeySpec At(int index, KeyAccess access) => Between(index, 0, 1, access);

    /// <summary>Keys from <paramref name="index"/> on; <paramref name="last"/> relative to it, or from the end when negative.</summary>
    public static KeySpec Between(int index, int last, int step, KeyAccess access) =>
        new() { Access = access, Begin = index, Range = new KeyRange(last, step, 0) };

    /// <summary>A number of keys at <paramref name="index"/>, and that many keys behind it.</summary>
    public static KeySpec Counted(int index, KeyAccess access) =>
        new() { Access = access, Begin = index, Count = new KeyCount(0, 1, 1) };

    /// <summary>One key behind a keyword.</summary>
    public static KeySpec After(string keyword, int start, KeyAccess access) =>
        new() { Access = access, Search = KeySearch.Keyword, Keyword = keyword, Begin = start, Range = new KeyRange(0, 1, 0) };

    /// <summary>One key that only <paramref name="find"/> finds.</summary>
    public static KeySpec Found(KeyAccess access, Func<Request, int> find) => new() { Access = access, Search = KeySearch.Unknown, Find = find };

    /// <summary>Keys made of patterns and of what another key holds.</summary>
    public static KeySpec ByPattern(KeyAccess access, Func<Request, bool> anyKeyIn) =>
        new() { Access = access, Search = KeySearch.Unknown, AnyKeyIn = anyKeyIn };

    /// <summary>What <paramref name="request"/> does to the keys.</summary>
    public KeyAccess AccessIn(Request request) => AccessByRequest is null ? Access : AccessByRequest(request);

    /// <summary>Appends the positions of this spec's keys in <paramref name="request"/>. False when the arguments do not hold what the spec
    /// says (a count that is no number, or that exceeds what is there); the command's own parser will say so better.</summary>
    public bool TryFind(Request request, List<int> positions)
    {
        if (Search == KeySearch.Unknown)
        {
            if (Find?.Invoke(request) is > 0 and int found) positions.Add(found);
            return true;
        }
        int begin = FindBegin(request);
        if (begin <= 0 || begin >= request.Count) return Search == KeySearch.Keyword;
        if (Range is { } range)
        {
            int last = range.Last >= 0 ? begin + range.Last : request.Count + range.Last;
            if (range.Last < 0 && range.Limit > 1) last = begin + (request.Count - begin) / range.Limit - 1;
            if (last >= request.Count) return false;
            for (int at = begin; at <= last; at += range.Step) positions.Add(at);
            return true;
        }
        KeyCount count = Count!.Value;
        int countAt = begin + count.CountIndex;
        if (countAt >= request.Count || !Numbers.TryParseInt64(request[countAt], out long keys) || keys < 0) return false;
        int first = begin + count.FirstKey;
        if (keys > (request.Count - first) / count.Step) return false;
        for (int i = 0; i < keys; i++) positions.Add(first + i * count.Step);
        return true;
    }

    private int FindBegin(Request request)
    {
        if (Search == KeySearch.Index) return Begin;
        int start = Begin >= 0 ? Begin : request.Count + Begin;
        int step = Begin >= 0 ? 1 : -1;
        for (int at = start; at > 0 && at < request.Count; at += step)
            if (System.Text.Ascii.EqualsIgnoreCase(request[at], Keyword)) return at + 1;
        return -1;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Search} {Begin} {Keyword} {Access}");
}
