// The version of Redis that we tell clients: they decide by it which commands and reply shapes to expect.

namespace ActorKv.Engine;

internal static class ServerVersion
{
    /// <summary>What HELLO and INFO's redis_version say: the version whose replies ours equal byte for byte.</summary>
    public const string Redis = "7.0.15";

    /// <summary>Our own version.</summary>
    public static string ActorKv { get; } = typeof(ServerVersion).Assembly.GetName().Version!.ToString(3);
}
