// DEBUG HTSTATS dbid
//
// The size of a database's tables, all key shards together. They are open-addressing tables, so there are no chains to tell of.

using System.Globalization;
using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Core.Keyspaces;
using ActorKv.Engine.Commands.Server.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Server;

internal sealed class DebugHtStatsCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("HTSTATS")
    {
        Group = CommandGroup.Server, Since = "1.0.0", Complexity = "O(1)",
        Summary = "Tells the size of the tables of a database.",
        Syntax = "dbid",
        Arity = DebugCommand.AnyArity, Flags = DebugCommand.KeylessFlags,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (!DebugArguments.Are(1, in args, session.Reply)) return;
        if (!args.TryNextInt64(out long database)) session.Reply.Error(Errors.NotAnInteger);
        else if (database < 0 || database >= session.Store.Options.Databases) session.Reply.Error("ERR Out of range database"u8);
        else session.Reply.Verbatim("txt"u8, Encoding.ASCII.GetBytes(Describe(session.Store, (int)database)));
    }

    private static string Describe(Store store, int database)
    {
        long expires = 0;
        foreach (KeyShardState state in store.States) expires += state.Existing(database)?.ExpiryCount ?? 0;
        DatabaseTables tables = DatabaseTables.Of(store, database);
        return Table("Dictionary HT", tables.Keys, tables.Main) + Table("Expires HT", expires, tables.Expiries);
    }

    private static string Table(string name, long elements, long bytes) => elements == 0
        ? $"[{name}]\nNo stats available for empty dictionaries\n"
        : string.Create(CultureInfo.InvariantCulture, $"[{name}]\n number of elements: {elements}\n table bytes: {bytes}\n");
}
