// ACL categories of a command, derived from its group and flags by Redis' own rules (setImplicitACLCategories), so nobody types them.

namespace ActorKv.Core.Commands;

internal static class CommandCategories
{
    /// <summary>All categories, in the order in which Redis numbers and prints them.</summary>
    public static readonly string[] All =
    [
        "keyspace", "read", "write", "set", "sortedset", "list", "hash", "string", "bitmap", "hyperloglog", "geo", "stream", "pubsub",
        "admin", "fast", "slow", "blocking", "dangerous", "connection", "transaction", "scripting",
    ];

    public static IEnumerable<string> Of(CommandSpec spec)
    {
        HashSet<string> categories = [.. spec.ExtraCategories];
        // A container is in no group's category: whoever may use a subcommand need not be told about it. Nor is a generic command that
        // belongs to other groups' categories: SORT to those of its types, WAIT to that of connections.
        bool elsewhere = spec.Group == CommandGroup.Generic && spec.ExtraCategories.Any(name => name is "list" or "set" or "sortedset" or "connection");
        if (spec.Subcommands.Length == 0 && !elsewhere && OfGroup(spec.Group) is { } group) categories.Add(group);
        if (spec.Has(CommandFlags.Write)) categories.Add("write");
        if (spec.Has(CommandFlags.ReadOnly) && spec.Group != CommandGroup.Scripting) categories.Add("read");
        if (spec.Has(CommandFlags.Admin)) categories.UnionWith(["admin", "dangerous"]);
        if (spec.Has(CommandFlags.PubSub)) categories.Add("pubsub");
        if (spec.Has(CommandFlags.Fast)) categories.Add("fast");
        else categories.Add("slow");
        if (spec.Has(CommandFlags.Blocking)) categories.Add("blocking");
        return All.Where(categories.Contains).Select(name => "@" + name);
    }

    private static string? OfGroup(CommandGroup group) => group switch
    {
        CommandGroup.Generic => "keyspace",
        CommandGroup.String => "string",
        CommandGroup.List => "list",
        CommandGroup.Set => "set",
        CommandGroup.SortedSet => "sortedset",
        CommandGroup.Hash => "hash",
        CommandGroup.Transactions => "transaction",
        CommandGroup.Connection => "connection",
        CommandGroup.Scripting => "scripting",
        CommandGroup.HyperLogLog => "hyperloglog",
        CommandGroup.Geo => "geo",
        CommandGroup.Stream => "stream",
        CommandGroup.Bitmap => "bitmap",
        _ => null,
    };
}
