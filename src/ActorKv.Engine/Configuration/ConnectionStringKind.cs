// How to reach a database: `Host=db;Username=actorkv;Password=…`. What is told of it (CONFIG GET, errors, the log) has stars for passwords; only
// the configuration file has the whole, when CONFIG REWRITE writes it.

using System.Data.Common;

namespace ActorKv.Engine.Configuration;

internal sealed class ConnectionStringKind : ParameterKind<string>
{
    private const string Hidden = "***";

    public override string Values => "keyword=value pairs, parted by semicolons";

    /// <summary>The connection string as others may see it.</summary>
    public static string Show(string value)
    {
        if (Read(value) is not { } pairs) return Hidden;
        bool hidden = false;
        foreach (string keyword in pairs.Keys.Cast<string>().ToArray())
        {
            if (!IsSecret(keyword)) continue;
            pairs[keyword] = Hidden;
            hidden = true;
        }
        return hidden ? pairs.ConnectionString : value;
    }

    public override string? Parse(ReadOnlySpan<string> words, string current, out string value)
    {
        value = words[0];
        return Read(value) is null ? "argument must be keyword=value pairs, parted by semicolons" : null;
    }

    public override string Print(string value) => Show(value);

    public override IEnumerable<IReadOnlyList<string>> Lines(string value) => [[value]];

    private static bool IsSecret(string keyword) =>
        keyword.Contains("password", StringComparison.OrdinalIgnoreCase) || keyword.Equals("pwd", StringComparison.OrdinalIgnoreCase);

    private static DbConnectionStringBuilder? Read(string value)
    {
        try
        {
            return new DbConnectionStringBuilder { ConnectionString = value };
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
