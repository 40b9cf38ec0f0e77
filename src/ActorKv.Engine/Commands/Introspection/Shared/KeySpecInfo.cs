// A key spec as COMMAND INFO tells it: access flags, how the search for keys begins, how the keys are found from there.

using ActorKv.Core.Commands;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Introspection.Shared;

internal static class KeySpecInfo
{
    private static readonly (KeyAccess Access, string Name)[] AccessNames =
    [
        (KeyAccess.ReadOnly, "RO"), (KeyAccess.ReadWrite, "RW"), (KeyAccess.Overwrite, "OW"), (KeyAccess.Remove, "RM"),
        (KeyAccess.Access, "access"), (KeyAccess.Update, "update"), (KeyAccess.Insert, "insert"), (KeyAccess.Delete, "delete"),
        (KeyAccess.NotKey, "not_key"), (KeyAccess.Incomplete, "incomplete"), (KeyAccess.VariableFlags, "variable_flags"),
    ];

    public static void Write(RespWriter reply, KeySpec keys)
    {
        reply.Map(3);
        reply.Bulk("flags"u8);
        WriteAccess(reply, keys.Access);
        reply.Bulk("begin_search"u8);
        if (keys.Search == KeySearch.Keyword) WriteStep(reply, "keyword", ("keyword", keys.Keyword), ("startfrom", keys.Begin));
        else if (keys.Search == KeySearch.Index) WriteStep(reply, "index", ("index", keys.Begin));
        else WriteStep(reply, "unknown");
        reply.Bulk("find_keys"u8);
        if (keys.Range is { } range) WriteStep(reply, "range", ("lastkey", range.Last), ("keystep", range.Step), ("limit", range.Limit));
        else if (keys.Count is { } count) WriteStep(reply, "keynum", ("keynumidx", count.CountIndex), ("firstkey", count.FirstKey), ("keystep", count.Step));
        else WriteStep(reply, "unknown");
    }

    public static void WriteAccess(RespWriter reply, KeyAccess access) =>
        CommandInfo.WriteStatuses(reply, [.. AccessNames.Where(known => (access & known.Access) != 0).Select(known => known.Name)]);

    private static void WriteStep(RespWriter reply, string type, params ReadOnlySpan<(string Name, object Value)> fields)
    {
        reply.Map(2);
        reply.Bulk("type"u8);
        reply.Bulk(type);
        reply.Bulk("spec"u8);
        reply.Map(fields.Length);
        foreach ((string name, object value) in fields)
        {
            reply.Bulk(name);
            if (value is int number) reply.Integer(number);
            else reply.Bulk((string)value);
        }
    }
}
