// MEMORY STATS
//
// What the server's memory is used for: the fields of redis-server 7.0, with what is true here. The allocator is .NET's garbage collector:
// "allocated" is live data and garbage as of its last collection, "active" adds the holes, "resident" is what it has from the system. There
// is nothing for replicas, cluster links, scripts and functions.

using System.Globalization;
using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.Server.Shared;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Server;

internal sealed class MemoryStatsCommand : ISessionCommand
{
    private const int Fields = 27;

    public static CommandSpec Spec { get; } = new("STATS")
    {
        Group = CommandGroup.Server, Since = "4.0.0", Complexity = "O(N) for N key shards",
        Summary = "Tells what the server's memory is used for.",
        Arity = 2,
        Tips = ["nondeterministic_output", "request_policy:all_shards", "response_policy:special"],
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        MemoryFigures memory = new(session.Store);
        RespWriter reply = session.Reply;
        reply.Map(Fields + memory.Databases.Count);
        Field(reply, "peak.allocated", memory.Peak);
        Field(reply, "total.allocated", memory.Used);
        Field(reply, "startup.allocated", memory.Startup);
        Field(reply, "replication.backlog", 0);
        Field(reply, "clients.slaves", 0);
        Field(reply, "clients.normal", memory.Clients);
        Field(reply, "cluster.links", 0);
        Field(reply, "aof.buffer", memory.JournalBuffer);
        Field(reply, "lua.caches", session.Store.Scripts.Bytes);
        Field(reply, "functions.caches", session.Store.Functions.Table.Bytes);
        foreach (DatabaseTables tables in memory.Databases) WriteDatabase(reply, tables);
        Field(reply, "overhead.total", memory.Overhead);
        Field(reply, "keys.count", memory.Keys);
        Field(reply, "keys.bytes-per-key", memory.Keys > 0 ? (memory.Used - memory.Startup) / memory.Keys : 0);
        Field(reply, "dataset.bytes", memory.Data);
        Field(reply, "dataset.percentage", MemoryFigures.Percent(memory.Data, memory.Used - memory.Startup));
        Field(reply, "peak.percentage", MemoryFigures.Percent(memory.Used, memory.Peak));
        Field(reply, "allocator.allocated", memory.Allocated);
        Field(reply, "allocator.active", memory.Active);
        Field(reply, "allocator.resident", memory.Committed);
        Field(reply, "allocator-fragmentation.ratio", MemoryFigures.Ratio(memory.Active, memory.Allocated));
        Field(reply, "allocator-fragmentation.bytes", memory.Active - memory.Allocated);
        Field(reply, "allocator-rss.ratio", MemoryFigures.Ratio(memory.Committed, memory.Active));
        Field(reply, "allocator-rss.bytes", memory.Committed - memory.Active);
        Field(reply, "rss-overhead.ratio", MemoryFigures.Ratio(memory.Resident, memory.Committed));
        Field(reply, "rss-overhead.bytes", memory.Resident - memory.Committed);
        Field(reply, "fragmentation", MemoryFigures.Ratio(memory.Resident, memory.Used));
        Field(reply, "fragmentation.bytes", memory.Resident - memory.Used);
    }

    private static void WriteDatabase(RespWriter reply, DatabaseTables tables)
    {
        reply.Bulk(string.Create(CultureInfo.InvariantCulture, $"db.{tables.Number}"));
        reply.Map(3);
        Field(reply, "overhead.hashtable.main", tables.Main);
        Field(reply, "overhead.hashtable.expires", tables.Expiries);
        Field(reply, "overhead.hashtable.slot-to-keys", 0);
    }

    private static void Field(RespWriter reply, string name, long value)
    {
        reply.Bulk(name);
        reply.Integer(value);
    }

    private static void Field(RespWriter reply, string name, double value)
    {
        reply.Bulk(name);
        Span<byte> digits = stackalloc byte[32];
        value.TryFormat(digits, out int length, "G17", CultureInfo.InvariantCulture);
        reply.Double(digits[..length]);
    }
}
