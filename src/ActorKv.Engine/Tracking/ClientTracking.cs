// What a client has asked for with CLIENT TRACKING.

namespace ActorKv.Engine.Tracking;

[Flags]
internal enum TrackingOptions
{
    None = 0,

    /// <summary>Told of all keys that begin with its prefixes, read or not: BCAST.</summary>
    Broadcast = 1 << 0,

    /// <summary>Keys are remembered only for the command behind CLIENT CACHING YES.</summary>
    OptIn = 1 << 1,

    /// <summary>Keys are remembered but for the command behind CLIENT CACHING NO.</summary>
    OptOut = 1 << 2,

    /// <summary>Not told of what it changes itself.</summary>
    NoLoop = 1 << 3,
}

internal sealed class ClientTracking(TrackingOptions options, long redirect)
{
    private bool _afterClientCommand;

    public TrackingOptions Options => options;

    /// <summary>The client that is told instead; 0 for none.</summary>
    public long Redirect => redirect;

    /// <summary>True when that client was gone when it was to be told something.</summary>
    public bool IsBroken { get; set; }

    /// <summary>In broadcast mode, sorted.</summary>
    public SortedSet<byte[]> Prefixes { get; init; } = new(Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)));

    /// <summary>True from CLIENT CACHING to the end of the command behind it.</summary>
    public bool IsCachingGiven { get; set; }

    /// <summary>True when the keys that a command reads are to be remembered.</summary>
    public bool Remembers => (options & TrackingOptions.OptIn) != 0 ? IsCachingGiven : (options & TrackingOptions.OptOut) == 0 || !IsCachingGiven;

    public bool Has(TrackingOptions option) => (options & option) != 0;

    /// <summary>A command begins: what was said by CLIENT CACHING holds for one command, or for one transaction.</summary>
    public void BeginCommand(bool isClientCommand, bool inTransaction)
    {
        if (!inTransaction && !_afterClientCommand) IsCachingGiven = false;
        _afterClientCommand = isClientCommand;
    }
}
