// What reading and claiming through a group logs: its results, entry by entry, so that replay needs neither clock nor the order of reads.
//
//   XGROUP CREATECONSUMER key group consumer                                                    a consumer was new
//   XCLAIM key group consumer 0 id … TIME t RETRYCOUNT n FORCE JUSTID                            it has these pending now
//   XACK key group id                                                                           a pending entry was found to be gone
//   XGROUP SETID key group id ENTRIESREAD n                                                     the group has moved on

using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.Streams;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Streams.Shared;

internal static class GroupEffects
{
    private const int WordsOfClaim = 8;

    /// <summary>The consumer of a name, made and logged when it is new. Either way it was seen now.</summary>
    public static StreamConsumer Consumer(KeyTurn turn, scoped in KeyEntry key, StreamGroup group, ReadOnlySpan<byte> name)
    {
        if (group.Consumers.Find(name) is { } known)
        {
            known.SeenTime = turn.AccessTime;
            return known;
        }
        if (turn.BeginLog(in key, "XGROUP"u8, "CREATECONSUMER"u8, 2))
        {
            turn.Effects.Add(group.Name);
            turn.Effects.Add(name);
        }
        turn.Notify(KeyEvents.Stream, "xgroup-createconsumer"u8, in key);
        return group.AddConsumer(name, turn.AccessTime);
    }

    /// <summary>Logs that a pending entry is its consumer's, since when and how often it was given out.</summary>
    public static void LogClaim(KeyTurn turn, scoped in KeyEntry key, StreamGroup group, PendingEntry entry)
    {
        if (!BeginClaim(turn, in key, group, entry.Consumer!, 1)) return;
        Add(turn, entry.Id);
        EndClaim(turn, entry.DeliveryTime, entry.Deliveries);
    }

    /// <summary>Logs that the <paramref name="count"/> entries that a cursor has before it were given to a consumer, now and for the first time.</summary>
    public static void LogDelivery(KeyTurn turn, scoped in KeyEntry key, StreamGroup group, StreamConsumer consumer, StreamCursor entries, int count)
    {
        turn.CountChanges(count - 1);
        if (!BeginClaim(turn, in key, group, consumer, count)) return;
        for (; count > 0; count--)
        {
            entries.MoveNext();
            Add(turn, entries.Id);
        }
        EndClaim(turn, turn.Now, 1);
    }

    /// <summary>Logs that a pending entry was removed.</summary>
    public static void LogRemoval(KeyTurn turn, scoped in KeyEntry key, StreamGroup group, StreamId id)
    {
        Span<byte> text = stackalloc byte[StreamId.MaxTextLength];
        turn.Log(in key, "XACK"u8, group.Name, id.Format(text));
    }

    /// <summary>Logs where a group stands.</summary>
    public static void LogPosition(KeyTurn turn, scoped in KeyEntry key, StreamGroup group)
    {
        if (!turn.BeginLog(in key, "XGROUP"u8, "SETID"u8, 4)) return;
        turn.Effects.Add(group.Name);
        Add(turn, group.LastId);
        turn.Effects.Add("ENTRIESREAD"u8);
        Add(turn, group.EntriesRead);
    }

    private static bool BeginClaim(KeyTurn turn, scoped in KeyEntry key, StreamGroup group, StreamConsumer consumer, int ids)
    {
        if (!turn.BeginLog(in key, "XCLAIM"u8, WordsOfClaim + ids + 1)) return false;
        turn.Effects.Add(group.Name);
        turn.Effects.Add(consumer.Name);
        turn.Effects.Add("0"u8);
        return true;
    }

    private static void EndClaim(KeyTurn turn, long time, long deliveries)
    {
        turn.Effects.Add("TIME"u8);
        Add(turn, time);
        turn.Effects.Add("RETRYCOUNT"u8);
        Add(turn, deliveries);
        turn.Effects.Add("FORCE"u8);
        turn.Effects.Add("JUSTID"u8);
    }

    private static void Add(KeyTurn turn, StreamId id)
    {
        Span<byte> text = stackalloc byte[StreamId.MaxTextLength];
        turn.Effects.Add(id.Format(text));
    }

    private static void Add(KeyTurn turn, long number)
    {
        Span<byte> digits = stackalloc byte[Numbers.MaxInt64Length];
        turn.Effects.Add(Numbers.Format(number, digits));
    }
}
