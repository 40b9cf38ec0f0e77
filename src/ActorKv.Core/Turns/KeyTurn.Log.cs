// What the command says it did: effects for the journal, each on one key shard, and counted as changes even when nobody reads them.

using ActorKv.Core.Commands;
using ActorKv.Core.Keyspaces;

namespace ActorKv.Core.Turns;

internal sealed partial class KeyTurn
{
    /// <summary>Logs an effect of a name and a key.</summary>
    public void Log(scoped in KeyEntry key, ReadOnlySpan<byte> name) => LogKey(key.Shard.Index, key.Database, name, key.Name);

    /// <summary>Logs an effect of a name, a key and one argument.</summary>
    public void Log(scoped in KeyEntry key, ReadOnlySpan<byte> name, ReadOnlySpan<byte> argument)
    {
        if (!BeginLog(in key, name, 1)) return;
        Effects.Add(argument);
    }

    /// <summary>Logs an effect of a name, a key and two arguments.</summary>
    public void Log(scoped in KeyEntry key, ReadOnlySpan<byte> name, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        if (!BeginLog(in key, name, 2)) return;
        Effects.Add(first);
        Effects.Add(second);
    }

    /// <summary>Logs an effect of a name, a key and three arguments.</summary>
    public void Log(scoped in KeyEntry key, ReadOnlySpan<byte> name, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third)
    {
        if (!BeginLog(in key, name, 3)) return;
        Effects.Add(first);
        Effects.Add(second);
        Effects.Add(third);
    }

    /// <summary>Begins an effect of a name, a key and <paramref name="more"/> arguments. When it answers true the caller adds exactly
    /// those, by <c>Effects.Add</c>; when false (nothing is journalled) it adds none.</summary>
    public bool BeginLog(scoped in KeyEntry key, ReadOnlySpan<byte> name, int more)
    {
        Changes++;
        if (!Logging || Replaying) return false;
        Effects.Begin(key.Shard.Index, key.Database, 2 + more);
        Effects.Add(name);
        Effects.Add(key.Name);
        return true;
    }

    /// <summary>The same for a subcommand: its container's name, its own, a key and <paramref name="more"/> arguments.</summary>
    public bool BeginLog(scoped in KeyEntry key, ReadOnlySpan<byte> container, ReadOnlySpan<byte> name, int more)
    {
        Changes++;
        if (!Logging || Replaying) return false;
        Effects.Begin(key.Shard.Index, key.Database, 3 + more);
        Effects.Add(container);
        Effects.Add(name);
        Effects.Add(key.Name);
        return true;
    }

    /// <summary>Logs the command as it was asked. Only for commands over keys of one shard whose arguments are deterministic as they are.</summary>
    public void LogAsAsked(scoped in KeyEntry key, scoped in ArgReader args)
    {
        Changes++;
        if (!Logging || Replaying) return;
        Effects.Begin(key.Shard.Index, key.Database, args.Request.Count);
        for (int i = 0; i < args.Request.Count; i++) Effects.Add(args.Request[i]);
    }

    /// <summary>Logs an effect on a whole shard (FLUSHDB, SWAPDB): a name and its arguments, without a key.</summary>
    public void LogShard(KeyShardState shard, int database, ReadOnlySpan<byte> name, ReadOnlySpan<byte> first = default, ReadOnlySpan<byte> second = default)
    {
        Changes++;
        if (!Logging || Replaying) return;
        int more = second.Length > 0 ? 2 : first.Length > 0 ? 1 : 0;
        Effects.Begin(shard.Index, database, 1 + more);
        Effects.Add(name);
        if (more > 0) Effects.Add(first);
        if (more > 1) Effects.Add(second);
    }

    /// <summary>Counts changes beyond one per effect, where Redis counts elements.</summary>
    public void CountChanges(int more) => Changes += more;

    private void LogKey(int shard, int database, ReadOnlySpan<byte> name, ReadOnlySpan<byte> key)
    {
        Changes++;
        if (!Logging || Replaying) return;
        Effects.Begin(shard, database, 2);
        Effects.Add(name);
        Effects.Add(key);
    }

    private void LogFieldRemoval(int shard, int database, ReadOnlySpan<byte> key, List<byte[]> fields)
    {
        Changes += fields.Count;
        if (!Logging || Replaying) return;
        Effects.Begin(shard, database, 2 + fields.Count);
        Effects.Add("HDEL"u8);
        Effects.Add(key);
        foreach (byte[] field in fields) Effects.Add(field);
    }
}
