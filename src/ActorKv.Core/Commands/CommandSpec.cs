// Everything there is to know of a command apart from what it does. From this one object come arity errors, key extraction and
// routing, CROSSSLOT, ACL categories, COMMAND and its subcommands, metrics labels and docs/commands.md; none of them is typed twice.

namespace ActorKv.Core.Commands;

/// <summary>Redis' command groups, as COMMAND DOCS names them.</summary>
internal enum CommandGroup
{
    Generic, String, List, Set, SortedSet, Hash, PubSub, Transactions, Connection, Server, Scripting, HyperLogLog, Cluster, Sentinel, Geo,
    Stream, Bitmap, Module,
}

/// <summary>Redis' command flags, as COMMAND INFO names them, in the order in which it prints them.</summary>
[Flags]
internal enum CommandFlags
{
    None = 0,
    Write = 1 << 0,
    ReadOnly = 1 << 1,
    DenyOom = 1 << 2,
    Module = 1 << 3,
    Admin = 1 << 4,
    PubSub = 1 << 5,
    NoScript = 1 << 6,
    Blocking = 1 << 7,
    Loading = 1 << 8,
    Stale = 1 << 9,
    SkipMonitor = 1 << 10,
    SkipSlowlog = 1 << 11,
    Asking = 1 << 12,
    Fast = 1 << 13,
    NoAuth = 1 << 14,
    MayReplicate = 1 << 15,
    NoMandatoryKeys = 1 << 16,
    NoAsyncLoading = 1 << 17,
    NoMulti = 1 << 18,
    AllowBusy = 1 << 19,
    MovableKeys = 1 << 20,

    /// <summary>Not of Redis: runs at once inside MULTI too (EXEC, DISCARD …). Not printed.</summary>
    NotQueued = 1 << 28,

    /// <summary>Not of Redis: the turn holds every key shard (KEYS, FLUSHALL, SCAN …). Not printed.</summary>
    AllKeyShards = 1 << 29,

    /// <summary>Not of Redis: an effect that only replay may run; clients are told that it is unknown. Not printed.</summary>
    EffectOnly = 1 << 30,
}

/// <summary>Since which Redis version a command is deprecated, and what to use instead.</summary>
internal sealed record Deprecation(string Since, string ReplacedBy);

/// <summary>Which arguments are channels that ACL rules are about. Leaving a channel needs no right.</summary>
internal enum ChannelUse { None, First, All, AllPatterns }

internal sealed class CommandSpec(string name)
{
    /// <summary>Upper case; a subcommand's own name without its container's.</summary>
    public string Name { get; } = name;

    public required CommandGroup Group { get; init; }

    /// <summary>The Redis version that has it first.</summary>
    public required string Since { get; init; }

    /// <summary>Set for a command that still works and that new programs should not use.</summary>
    public Deprecation? Deprecated { get; init; }

    public required string Complexity { get; init; }

    public required string Summary { get; init; }

    /// <summary>The arguments in the notation of Redis' documentation, without the name.</summary>
    public string Syntax { get; init; } = "";

    /// <summary>Number of arguments, the name (and the subcommand's name) included; negative: at least so many.</summary>
    public required int Arity { get; init; }

    public CommandFlags Flags { get; init; }

    public KeySpec[] Keys { get; init; } = [];

    public ChannelUse Channels { get; init; }

    /// <summary>ACL categories beyond those that follow from group and flags ("dangerous", "keyspace", …).</summary>
    public string[] ExtraCategories { get; init; } = [];

    /// <summary>Command tips, as COMMAND INFO gives them.</summary>
    public string[] Tips { get; init; } = [];

    /// <summary>The container ("OBJECT" of OBJECT ENCODING), or null.</summary>
    public CommandSpec? Container { get; private set; }

    /// <summary>Makes this the spec of a subcommand of a container that lies in another room (MEMORY STATS asks the server, MEMORY USAGE a key).</summary>
    public void Join(CommandSpec container) => Container ??= container;

    /// <summary>Subcommands of a container; those that lie in another room <see cref="Join"/> it.</summary>
    public CommandSpec[] Subcommands
    {
        get;
        init
        {
            field = value;
            foreach (CommandSpec subcommand in value) subcommand.Container = this;
        }
    } = [];

    /// <summary>"get", or "object|encoding": how Redis spells the command in errors, ACL and metrics.</summary>
    public string FullName => (Container is null ? Name : Container.Name + "|" + Name).ToLowerInvariant();

    /// <summary>Position of the key when the command has exactly one, always at the same place; 0 otherwise.</summary>
    public int SingleKey => Keys is [{ Search: KeySearch.Index, Range: { Last: 0, Limit: 0 } } only] ? only.Begin : 0;

    public bool Has(CommandFlags flags) => (Flags & flags) != 0;

    /// <summary>ACL categories, with their '@', in Redis' order: derived from group and flags as Redis derives them, then the extra ones.</summary>
    public IEnumerable<string> Categories => CommandCategories.Of(this);

    public bool AcceptsArgumentCount(int count) => Arity >= 0 ? count == Arity : count >= -Arity;
}
