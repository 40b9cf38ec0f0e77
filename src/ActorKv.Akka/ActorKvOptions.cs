// What an application says about ActorKv in its actor system: in HOCON (reference.conf, "actorkv { … }") or in code. The two are the same thing; a test
// holds them together.

using System.Globalization;
using ActorKv.Akka.KeyShards;
using Akka.Configuration;

namespace ActorKv.Akka;

/// <summary>How ActorKv runs in an actor system. Every value has the default that <c>reference.conf</c> states.</summary>
public sealed class ActorKvOptions
{
    /// <summary>Number of key shards, 1 to 16384, and so of persistent actors. The same on all nodes, and fixed once there is data: it decides which actor has
    /// a key. <c>actorkv.key-shards</c>.</summary>
    public int KeyShards { get; set; } = 256;

    /// <summary>Number of databases that SELECT chooses from, at least 1. <c>actorkv.databases</c>.</summary>
    public int Databases { get; set; } = 16;

    /// <summary>Cluster role of the nodes that host key shards; empty for all nodes. Others reach them. <c>actorkv.role</c>.</summary>
    public string Role { get; set; } = "";

    /// <summary>After which a command without an answer is given up, with an error that says that its outcome is unknown. More than zero.
    /// <c>actorkv.request-timeout</c>.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Address that RESP clients connect to. <c>actorkv.tcp.host</c>.</summary>
    public string Host { get; set; } = "127.0.0.1";

    /// <summary>Port that RESP clients connect to, 0 for any that is free; null to listen nowhere. <c>actorkv.tcp.port</c>, where null is <c>off</c>.</summary>
    public int? Port { get; set; }

    /// <summary>Connections that may wait to be accepted. <c>actorkv.tcp.backlog</c>.</summary>
    public int Backlog { get; set; } = 511;

    /// <summary>Path of the journal plugin; empty for the system's default. <c>actorkv.journal</c>.</summary>
    public string Journal { get; set; } = "";

    /// <summary>Path of the snapshot store plugin; empty for the system's default. <c>actorkv.snapshot-store</c>.</summary>
    public string SnapshotStore { get; set; } = "";

    /// <summary>A key shard takes a snapshot after so many bytes of events, at least 1. <c>actorkv.snapshot-after-bytes</c>.</summary>
    public long SnapshotAfterBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>And after so many events, at least 1. <c>actorkv.snapshot-after-events</c>.</summary>
    public int SnapshotAfterEvents { get; set; } = 10_000;

    /// <summary>How often a key shard looks for keys whose time has come, while it has any that expire. <c>actorkv.sweep-interval</c>.</summary>
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>A key shard that has failed starts again after so long at first. <c>actorkv.min-backoff</c>.</summary>
    public TimeSpan MinBackoff { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>And after so long at most, when it fails again and again. <c>actorkv.max-backoff</c>.</summary>
    public TimeSpan MaxBackoff { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Directives of <c>redis.conf</c> by name, for what concerns sessions and memory: <c>requirepass</c>, <c>maxclients</c>, <c>hash-max-listpack-entries</c> …
    /// <c>actorkv.settings</c>.</summary>
    public IDictionary<string, string> Settings { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the options that a configuration states; what it does not state has its default.</summary>
    /// <param name="config">A whole configuration, with or without a section <c>actorkv</c>.</param>
    /// <exception cref="ConfigurationException">A value is none of its kind.</exception>
    public static ActorKvOptions From(Config config)
    {
        ArgumentNullException.ThrowIfNull(config);
        Config own = config.WithFallback(ActorKvConfiguration.Reference).GetConfig("actorkv");
        ActorKvOptions options = new()
        {
            KeyShards = own.GetInt("key-shards"),
            Databases = own.GetInt("databases"),
            Role = own.GetString("role"),
            RequestTimeout = own.GetTimeSpan("request-timeout"),
            Host = own.GetString("tcp.host"),
            Port = ReadPort(own.GetString("tcp.port")),
            Backlog = own.GetInt("tcp.backlog"),
            Journal = own.GetString("journal"),
            SnapshotStore = own.GetString("snapshot-store"),
            SnapshotAfterBytes = own.GetByteSize("snapshot-after-bytes") ?? 0,
            SnapshotAfterEvents = own.GetInt("snapshot-after-events"),
            SweepInterval = own.GetTimeSpan("sweep-interval"),
            MinBackoff = own.GetTimeSpan("min-backoff"),
            MaxBackoff = own.GetTimeSpan("max-backoff"),
        };
        foreach ((string name, var value) in own.GetConfig("settings").AsEnumerable()) options.Settings[name] = value.GetString();
        return options;
    }

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ConfigurationException">A value is out of its range; the message says which, and what it has to be.</exception>
    public void Validate()
    {
        Require(KeyShards is >= 1 and <= 16384, "key-shards", KeyShards, "1 to 16384");
        Require(Databases >= 1, "databases", Databases, "at least 1");
        Require(RequestTimeout > TimeSpan.Zero, "request-timeout", RequestTimeout, "more than zero");
        Require(SnapshotAfterBytes >= 1, "snapshot-after-bytes", SnapshotAfterBytes, "at least 1");
        Require(SnapshotAfterEvents >= 1, "snapshot-after-events", SnapshotAfterEvents, "at least 1");
        Require(SweepInterval > TimeSpan.Zero, "sweep-interval", SweepInterval, "more than zero");
        Require(MinBackoff > TimeSpan.Zero, "min-backoff", MinBackoff, "more than zero");
        Require(MaxBackoff >= MinBackoff, "max-backoff", MaxBackoff, "no less than min-backoff");
        Require(Port is null or (>= 0 and <= 65535), "tcp.port", Port, "0 to 65535, or off");
    }

    internal KeyShardSettings ForKeyShards() => new()
    {
        JournalPlugin = Journal, SnapshotPlugin = SnapshotStore, SnapshotAfterBytes = SnapshotAfterBytes, SnapshotAfterEvents = SnapshotAfterEvents,
        SweepInterval = SweepInterval, MinBackoff = MinBackoff, MaxBackoff = MaxBackoff,
    };

    private static int? ReadPort(string text) => text is "off" or "false" ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) ? port
        : throw new ConfigurationException($"actorkv.tcp.port is '{text}', and has to be a number or off.");

    private static void Require(bool isRight, string key, object? value, string range)
    {
        if (!isRight) throw new ConfigurationException(string.Create(CultureInfo.InvariantCulture, $"actorkv.{key} is {value}, and has to be {range}."));
    }
}
