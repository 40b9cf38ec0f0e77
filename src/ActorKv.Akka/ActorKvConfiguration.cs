// The library's own configuration: hocon/reference.conf, embedded.

using ActorKv.Akka.Persistence;
using Akka.Configuration;

namespace ActorKv.Akka;

/// <summary>Configuration that ActorKv brings along.</summary>
public static class ActorKvConfiguration
{
    /// <summary>Every key of section <c>actorkv</c> with its default, and the serializers of ActorKv's messages and records. To be a fallback of the system's configuration.</summary>
    public static Config Reference { get; } = Read("ActorKv.Akka.reference.conf").WithFallback(ActorKvPersistence.Reference);

    private static Config Read(string name)
    {
        using Stream stream = typeof(ActorKvConfiguration).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The library lacks its resource {name}.");
        using StreamReader reader = new(stream);
        return ConfigurationFactory.ParseString(reader.ReadToEnd());
    }
}
