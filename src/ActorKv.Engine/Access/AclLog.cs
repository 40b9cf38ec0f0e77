// What was refused, newest first: ACL LOG.
//
// The same refusal of the same user within a minute counts up one entry, which moves to the front; only the first ten entries are searched,
// so that a flood of different refusals costs little. The numbers are Redis'. An entry holds the client as it was at the last refusal.

using ActorKv.Engine.Configuration;

namespace ActorKv.Engine.Access;

/// <summary>What was refused: a plain command, one queued by MULTI or run by EXEC, or one of a script.</summary>
internal enum AclLogContext { TopLevel, Multi, Lua }

internal sealed class AclLogEntry
{
    public required long Id { get; init; }

    public required AccessDenial Reason { get; init; }

    public required AclLogContext Context { get; init; }

    /// <summary>The command, key or channel, as Latin-1; for a failed authentication the command that tried it.</summary>
    public required string Object { get; init; }

    public required string User { get; init; }

    public required string Client { get; set; }

    /// <summary>Unix milliseconds.</summary>
    public required long CreatedAt { get; init; }

    public required long UpdatedAt { get; set; }

    public long Count { get; set; } = 1;
}

internal sealed class AclLog(ServerOptions options)
{
    private const int Searched = 10;
    private const long GroupedMilliseconds = 60_000;

    private readonly Lock _lock = new();
    private readonly LinkedList<AclLogEntry> _entries = [];
    private readonly long[] _counts = new long[(int)AccessDenial.Channel + 1];
    private long _nextId;

    public void Add(AccessDenial reason, AclLogContext context, string what, string user, string client, long now)
    {
        lock (_lock)
        {
            _counts[(int)reason]++;
            if (Find(reason, context, what, user, now) is { } known)
            {
                known.Value.Count++;
                known.Value.UpdatedAt = now;
                known.Value.Client = client;
                _entries.Remove(known);
                _entries.AddFirst(known);
                return;
            }
            _entries.AddFirst(new AclLogEntry
            {
                Id = _nextId++, Reason = reason, Context = context, Object = what, User = user, Client = client, CreatedAt = now, UpdatedAt = now,
            });
            while (_entries.Count > options.AclLogMaxLength) _entries.RemoveLast();
        }
    }

    /// <summary>Calls <paramref name="use"/> with the newest entries, which nobody changes meanwhile.</summary>
    public void Read(long most, Action<IReadOnlyList<AclLogEntry>> use)
    {
        lock (_lock) use([.. _entries.Take((int)Math.Clamp(most, 0, int.MaxValue))]);
    }

    public void Clear()
    {
        lock (_lock) _entries.Clear();
    }

    /// <summary>How often something was refused for this reason, for INFO.</summary>
    public long Count(AccessDenial reason) => Volatile.Read(ref _counts[(int)reason]);

    public void ResetCounts()
    {
        lock (_lock) Array.Clear(_counts);
    }

    private LinkedListNode<AclLogEntry>? Find(AccessDenial reason, AclLogContext context, string what, string user, long now)
    {
        LinkedListNode<AclLogEntry>? node = _entries.First;
        for (int i = 0; i < Searched && node is not null; i++, node = node.Next)
        {
            AclLogEntry entry = node.Value;
            if (entry.Reason == reason && entry.Context == context && entry.User == user && entry.Object == what
                && Math.Abs(now - entry.UpdatedAt) <= GroupedMilliseconds) return node;
        }
        return null;
    }
}
