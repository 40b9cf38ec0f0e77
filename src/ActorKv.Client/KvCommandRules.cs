// Which commands cannot share a connection with others.
//
// The server knows it as flags of its command table, but a client must know it before it asks. A command that is not in this table is
// taken for an ordinary one. RealServerSpec compares the table with the blocking commands of real servers.

using System.Collections.Frozen;

namespace ActorKv;

internal static class KvCommandRules
{
    // The table's own word for "look at its arguments".
    private const KvNeeds Depends = (KvNeeds)(-1);

    private static readonly FrozenDictionary<string, KvNeeds> Table = new Dictionary<string, KvNeeds>(StringComparer.Ordinal)
    {
        ["BLPOP"] = KvNeeds.Patience, ["BRPOP"] = KvNeeds.Patience, ["BLMOVE"] = KvNeeds.Patience, ["BRPOPLPUSH"] = KvNeeds.Patience,
        ["BLMPOP"] = KvNeeds.Patience, ["BZPOPMIN"] = KvNeeds.Patience, ["BZPOPMAX"] = KvNeeds.Patience, ["BZMPOP"] = KvNeeds.Patience,
        ["XREAD"] = Depends, ["XREADGROUP"] = Depends, ["AKV.CHANGES"] = Depends, ["CLIENT"] = Depends,
        ["MULTI"] = KvNeeds.Session, ["EXEC"] = KvNeeds.Session, ["DISCARD"] = KvNeeds.Session, ["WATCH"] = KvNeeds.Session,
        ["UNWATCH"] = KvNeeds.Session, ["SELECT"] = KvNeeds.Session, ["AUTH"] = KvNeeds.Session, ["ASKING"] = KvNeeds.Session,
        ["READONLY"] = KvNeeds.Session, ["READWRITE"] = KvNeeds.Session,
        // They wait for what their own connection has written.
        ["WAIT"] = KvNeeds.Session, ["WAITAOF"] = KvNeeds.Session,
        ["SUBSCRIBE"] = KvNeeds.Refused, ["PSUBSCRIBE"] = KvNeeds.Refused, ["SSUBSCRIBE"] = KvNeeds.Refused,
        ["UNSUBSCRIBE"] = KvNeeds.Refused, ["PUNSUBSCRIBE"] = KvNeeds.Refused, ["SUNSUBSCRIBE"] = KvNeeds.Refused,
        ["MONITOR"] = KvNeeds.Refused, ["SYNC"] = KvNeeds.Refused, ["PSYNC"] = KvNeeds.Refused, ["REPLCONF"] = KvNeeds.Refused,
        ["HELLO"] = KvNeeds.Refused, ["RESET"] = KvNeeds.Refused, ["QUIT"] = KvNeeds.Refused,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> ClientsOfASession =
        new[] { "SETNAME", "SETINFO", "TRACKING", "CACHING", "NO-EVICT", "NO-TOUCH" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static KvNeeds NeedsOf(string name, ReadOnlySpan<KvValue> arguments)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!Table.TryGetValue(name, out KvNeeds needs)) return KvNeeds.Nothing;
        if (needs != Depends) return needs;
        return name.Equals("CLIENT", StringComparison.OrdinalIgnoreCase) ? OfClient(arguments) : OfReader(arguments);
    }

    /// <summary>Whether a command may wait on a session's own connection.</summary>
    public static bool MayWait(in KvCommand command) => command.Needs == KvNeeds.Patience ||
        (command.Needs == KvNeeds.Session && command.Name.StartsWith("WAIT", StringComparison.OrdinalIgnoreCase));

    private static KvNeeds OfClient(ReadOnlySpan<KvValue> arguments)
    {
        if (arguments.Length == 0) return KvNeeds.Nothing;
        string subcommand = arguments[0].ToString();
        if (subcommand.Equals("REPLY", StringComparison.OrdinalIgnoreCase)) return KvNeeds.Refused;
        return ClientsOfASession.Contains(subcommand) ? KvNeeds.Session : KvNeeds.Nothing;
    }

    // BLOCK stands among the options, before STREAMS: behind it there are keys, which may have any name.
    private static KvNeeds OfReader(ReadOnlySpan<KvValue> arguments)
    {
        foreach (KvValue argument in arguments)
        {
            if (argument.EqualsIgnoringCase("STREAMS")) break;
            if (argument.EqualsIgnoringCase("BLOCK")) return KvNeeds.Patience;
        }
        return KvNeeds.Nothing;
    }
}
