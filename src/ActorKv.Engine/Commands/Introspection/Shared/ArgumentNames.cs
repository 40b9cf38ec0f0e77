// What the syntax of a command leaves unsaid: the types of values, and names for choices and blocks. The names are those of Redis where its
// documentation has one name for them everywhere, so that clients that show them look the same.

using ActorKv.Core.Commands;

namespace ActorKv.Engine.Commands.Introspection.Shared;

internal static class ArgumentNames
{
    private static readonly HashSet<string> Keys = new(StringComparer.Ordinal)
    {
        "key", "key1", "key2", "newkey", "source", "destination", "destkey", "sourcekey", "src", "dst",
    };

    private static readonly HashSet<string> Integers = new(StringComparer.Ordinal)
    {
        "bit", "bits", "client-id", "cluster-bus-port", "config-epoch", "count", "cursor", "db", "decrement", "destination-db", "end", "end-slot", "entries_added", "entries_read", "frequency", "increment", "index", "index1", "index2", "len",
        "limit", "maxage", "milliseconds", "min-match-len", "ms", "num-matches", "numkeys", "numlocal", "numreplicas", "offset", "port", "protover",
        "rank", "seconds", "slot", "start", "start-slot", "stop", "ttl", "version", "weight",
    };

    private static readonly HashSet<string> Doubles = new(StringComparer.Ordinal)
    {
        "height", "latitude", "longitude", "max", "min", "radius", "score", "width",
    };

    // By the token, or else the name, of the first choice.
    private static readonly Dictionary<string, string> Choices = new(StringComparer.Ordinal)
    {
        ["NX"] = "condition", ["EX"] = "expiration", ["BEFORE"] = "where", ["LEFT"] = "where", ["ASYNC"] = "flush-type", ["SYNC"] = "flush-type", ["ASC"] = "order",
        ["WRITE"] = "mode", ["TIMEOUT"] = "unblock-type", ["NORMAL"] = "client-type", ["ON"] = "status", ["YES"] = "status", ["MODULE"] = "filterby",
        ["count"] = "operation", ["LIB-NAME"] = "attr", ["NOSAVE"] = "save-selector", ["ip:port"] = "filter", ["IMPORTING"] = "subcommand",
        ["BYTE"] = "unit", ["M"] = "unit", ["FROMMEMBER"] = "from", ["BYRADIUS"] = "by", ["AND"] = "operation", ["WRAP"] = "wrap_sat_fail", ["GET"] = "operation", ["SET"] = "write-operation",
    };

    public static ArgumentKind KindOf(CommandSpec spec, string name)
    {
        if (spec.Keys.Length > 0 && Keys.Contains(name)) return ArgumentKind.Key;
        if (name == "timeout") return spec.Has(CommandFlags.Blocking) && spec.Name is not ("WAIT" or "WAITAOF") ? ArgumentKind.Double : ArgumentKind.Integer;
        if (name == "increment" && spec.Name is "INCRBYFLOAT" or "HINCRBYFLOAT") return ArgumentKind.Double;
        if (name == "value" && spec.Group == CommandGroup.Bitmap) return ArgumentKind.Integer;
        // In streams a place is an id.
        if (spec.Group == CommandGroup.Stream && name is ("start" or "end")) return ArgumentKind.String;
        if (spec.Name == "XPENDING" && name == "min-idle-time") return ArgumentKind.Integer;
        // Where members may be the ends of a range, all ends are strings.
        if (name is "min" or "max" or "start" or "stop" && (spec.Name.EndsWith("LEX", StringComparison.Ordinal) || spec.Name == "ZLEXCOUNT" || spec.Syntax.Contains("BYLEX", StringComparison.Ordinal)))
            return ArgumentKind.String;
        if (name == "pattern") return ArgumentKind.Pattern;
        if (name.StartsWith("unix-time", StringComparison.Ordinal)) return ArgumentKind.UnixTime;
        return Integers.Contains(name) ? ArgumentKind.Integer : Doubles.Contains(name) ? ArgumentKind.Double : ArgumentKind.String;
    }

    public static string OfChoice(CommandSpec spec, IReadOnlyList<Argument> choices) =>
        Choices.TryGetValue(choices[0].Token ?? choices[0].Name, out string? name) ? name : spec.Name.ToLowerInvariant() + "-choice";

    public static string OfBlock(IReadOnlyList<Argument> parts) => string.Join('-', parts.Select(part => part.Name));
}
