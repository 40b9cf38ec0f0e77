// From options to the engine's parameters. One table checks both what stands in a redis.conf and what an application says, so the errors and
// the ranges are the same; here is only what an embedded store has no use for, and what contradicts itself.

using System.Globalization;
using System.Net;
using ActorKv.Engine.Configuration;

namespace ActorKv.Hosting;

internal static class ParameterMapping
{
    private static readonly string[] OfTheProcess = ["daemonize", "pidfile", "logfile", "loglevel", "include"];
    private static readonly string[] OfTheMedium = ["dir", "appendonly", "save", "appendfsync"];

    /// <summary>The parameters that the options make.</summary>
    /// <param name="options">What the application says.</param>
    /// <param name="errors">Sentences that say what cannot be; the parameters are of use when there are none.</param>
    public static ServerParameters ToParameters(ActorKvOptions options, out List<string> errors)
    {
        errors = [];
        ServerParameters parameters = new();
        CheckPlace(options, errors);
        foreach ((string property, string name, string[] words) in FromProperties(options)) Load(parameters, name, words, property, errors);
        foreach ((string name, string text) in options.Parameters)
        {
            if (Refusal(options, name) is { } refusal) errors.Add($"Parameters[\"{name}\"]: {refusal}");
            else Load(parameters, name, [text], $"Parameters[\"{name}\"]", errors);
        }
        return parameters;
    }

    private static void CheckPlace(ActorKvOptions options, List<string> errors)
    {
        if (options.InMemory && options.DataDirectory is not null) errors.Add("DataDirectory: a store in memory has no directory. Set either DataDirectory or InMemory.");
        if (!options.InMemory && string.IsNullOrWhiteSpace(options.DataDirectory)) errors.Add("DataDirectory: say where the data is to be kept, or set InMemory.");
        if (options.Port is < 1 or > IPEndPoint.MaxPort) errors.Add(string.Create(CultureInfo.InvariantCulture, $"Port: {options.Port} is not between 1 and 65535; null does not listen."));
        foreach (KvSavePoint point in options.SavePoints)
            if (point.After < TimeSpan.FromSeconds(1) || point.Changes < 1) errors.Add("SavePoints: at least a second and one change each.");
    }

    private static IEnumerable<(string Property, string Name, string[] Words)> FromProperties(ActorKvOptions options)
    {
        yield return (nameof(options.Port), "port", [Spell(options.Port is > 0 and <= IPEndPoint.MaxPort and int port ? port : 0)]);
        yield return (nameof(options.Bind), "bind", [.. options.Bind]);
        yield return (nameof(options.UnixSocket), "unixsocket", [options.UnixSocket ?? ""]);
        yield return (nameof(options.Databases), "databases", [Spell(options.Databases)]);
        yield return (nameof(options.KeyShards), "key-shards", [Spell(options.KeyShards)]);
        yield return (nameof(options.MaxMemory), "maxmemory", [Spell(options.MaxMemory)]);
        yield return (nameof(options.MaxMemoryPolicy), "maxmemory-policy", [Spell(options.MaxMemoryPolicy)]);
        yield return (nameof(options.AppendFsync), "appendfsync", [Spell(options.AppendFsync)]);
        yield return (nameof(options.InMemory), "appendonly", [options.InMemory ? "no" : "yes"]);
        IEnumerable<string> points = options.SavePoints.SelectMany(point => new[] { Spell((long)point.After.TotalSeconds), Spell(point.Changes) });
        yield return (nameof(options.SavePoints), "save", options.InMemory || options.SavePoints.Count == 0 ? [""] : [.. points]);
        if (!string.IsNullOrWhiteSpace(options.DataDirectory)) yield return (nameof(options.DataDirectory), "dir", [options.DataDirectory]);
    }

    private static string? Refusal(ActorKvOptions options, string name)
    {
        if (OfTheProcess.Contains(name, StringComparer.OrdinalIgnoreCase)) return "concerns the process of a server, which an embedded store has not.";
        if (options.InMemory && OfTheMedium.Contains(name, StringComparer.OrdinalIgnoreCase)) return "a store in memory keeps nothing.";
        return name.Equals("dir", StringComparison.OrdinalIgnoreCase) ? "set DataDirectory." : null;
    }

    private static void Load(ServerParameters parameters, string name, string[] words, string said, List<string> errors)
    {
        if (parameters.Find(name) is null) errors.Add($"{said}: there is no such parameter.");
        else if (!parameters.TryLoad(name, words, out string error)) errors.Add($"{said}: {error}");
    }

    private static string Spell(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Spell(KvFsync fsync) => fsync switch
    {
        KvFsync.Always => "always", KvFsync.EverySecond => "everysec", KvFsync.No => "no", _ => fsync.ToString(),
    };

    private static string Spell(KvEviction policy) => policy switch
    {
        KvEviction.NoEviction => "noeviction", KvEviction.AllKeysLru => "allkeys-lru", KvEviction.AllKeysLfu => "allkeys-lfu",
        KvEviction.AllKeysRandom => "allkeys-random", KvEviction.VolatileLru => "volatile-lru", KvEviction.VolatileLfu => "volatile-lfu",
        KvEviction.VolatileRandom => "volatile-random", KvEviction.VolatileTtl => "volatile-ttl", _ => policy.ToString(),
    };
}
