// What a session is in: a test of one word tells the many sessions that are in nothing.

namespace ActorKv.Engine.Sessions;

/// <summary>What a session has chosen that changes the way of every command through it.</summary>
[Flags]
internal enum SessionModes
{
    None = 0,

    /// <summary>Between MULTI and EXEC: commands are queued.</summary>
    Transaction = 1 << 0,

    /// <summary>Subscribed to something: in RESP2 little else is allowed.</summary>
    Subscribed = 1 << 1,

    /// <summary>MONITOR: commands over keys are refused.</summary>
    Monitor = 1 << 2,

    /// <summary>The keys that it reads are remembered: CLIENT TRACKING without BCAST.</summary>
    Tracking = 1 << 3,

    /// <summary>CLIENT CACHING may be said before a command.</summary>
    Caching = 1 << 4,

    /// <summary>Its key shards run elsewhere: commands over keys are forwarded.</summary>
    Routed = 1 << 5,
}

/// <summary>Whether replies are given: CLIENT REPLY. SkipNext is the SKIP command itself, Skip the command behind it.</summary>
internal enum ReplyMode { On, Off, Skip, SkipNext }
