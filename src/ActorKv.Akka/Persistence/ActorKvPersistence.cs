// Configuration of Akka.Persistence for key shards: the fragments in hocon/, embedded.

using Akka.Configuration;

namespace ActorKv.Akka.Persistence;

/// <summary>Configuration of Akka.Persistence that ActorKv brings along.</summary>
public static class ActorKvPersistence
{
    /// <summary>What key shards need whatever the journal is: serializers of events and snapshots. To be a fallback of the system's configuration.</summary>
    public static Config Reference { get; } = Read("ActorKv.Akka.persistence.conf");

    private static Config Read(string name)
    {
        using Stream stream = typeof(ActorKvPersistence).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The library lacks its resource {name}.");
        using StreamReader reader = new(stream);
        return ConfigurationFactory.ParseString(reader.ReadToEnd());
    }
}
