// Parameters from the environment: ACTORKV_MAXMEMORY_POLICY=allkeys-lru is `maxmemory-policy allkeys-lru`.
//
// A variable that names no parameter stops the start: a misspelt one would otherwise be a limit that nobody keeps. Except for those that
// Kubernetes puts into every container beside a service called "actorkv": ACTORKV_SERVICE_HOST, ACTORKV_SERVICE_PORT…, ACTORKV_PORT_…, and
// ACTORKV_PORT itself, when it says "tcp://10.0.0.1:6379".

using System.Text;
using ActorKv.Engine.Configuration;
using ActorKv.Protocol;

namespace ActorKv.Server.Configuration;

internal static class EnvironmentVariables
{
    public const string Prefix = "ACTORKV_";

    /// <exception cref="ConfigurationException">A variable names no parameter, or has a value that cannot be.</exception>
    public static void Load(IEnumerable<KeyValuePair<string, string>> variables, ServerParameters parameters)
    {
        foreach ((string variable, string value) in variables.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (!variable.StartsWith(Prefix, StringComparison.Ordinal) || IsFromKubernetes(variable, value)) continue;
            string name = ParameterName(variable, parameters);
            if (!parameters.TryLoad(name, Words(name, value, parameters), out string error))
                throw ConfigurationException.BadDirective($"the environment variable {variable}", $"{name} {ConfigFile.Quoted(value)}", error);
        }
    }

    private static string ParameterName(string variable, ServerParameters parameters)
    {
        string name = variable[Prefix.Length..].ToLowerInvariant();
        return parameters.Find(name) is null ? name.Replace('_', '-') : name;
    }

    private static string[] Words(string name, string value, ServerParameters parameters)
    {
        if (parameters.Find(name) is not { ManyWords: true }) return [value];
        return InlineSplitter.Split(Encoding.UTF8.GetBytes(value)) is { Count: > 0 } words ? [.. words.Select(Encoding.UTF8.GetString)] : [value];
    }

    private static bool IsFromKubernetes(string variable, string value) =>
        variable.StartsWith(Prefix + "SERVICE_", StringComparison.Ordinal) ||
        variable.StartsWith(Prefix + "PORT_", StringComparison.Ordinal) ||
        (variable == Prefix + "PORT" && value.Contains("://", StringComparison.Ordinal));
}
