// Random fields of a hash, each as likely as any other.
//
// Different ones are drawn in one of two ways. Many: one walk over all fields, that takes each with the chance "how many are still wanted of
// how many are still to come", which yields exactly so many (selection sampling, Knuth, volume 2, 3.4.2, algorithm S). Few of a large
// table: entries are drawn, sorted and stripped of doubles until there are enough, which need not look at the others.

using ActorKv.Core.DataTypes.Hashes;
using ActorKv.Core.DataTypes.Packed;
using ActorKv.Core.Turns;
using ActorKv.Protocol;

namespace ActorKv.Core.Commands.Hashes.Shared;

internal static class RandomFields
{
    private const int FewIn = 4;

    /// <summary>Replies one field.</summary>
    public static void One(HashValue hash, KeyTurn turn, bool withValue)
    {
        if (hash.Table is { } table)
        {
            ref FieldEntry entry = ref table[table.RandomEntry(turn.Random)];
            Write(turn.Reply, new PackedElement(entry.Field), new PackedElement(entry.Value), withValue);
            return;
        }
        HashCursor at = hash.Fields;
        for (int skip = turn.Random.Next(hash.Count); skip >= 0; skip--) at.MoveNext();
        Write(turn.Reply, at.Field, at.Value, withValue);
    }

    /// <summary>Replies so many fields, some perhaps more than once.</summary>
    public static void WithRepetition(HashValue hash, int count, bool withValues, KeyTurn turn)
    {
        Begin(turn.Reply, count, withValues);
        for (; count > 0; count--) One(hash, turn, withValues);
    }

    /// <summary>Replies so many different fields. There are no fewer.</summary>
    public static void Distinct(HashValue hash, int count, bool withValues, KeyTurn turn)
    {
        Begin(turn.Reply, count, withValues);
        if (hash.Table is { } table && count < table.Count / FewIn)
        {
            foreach (int index in Draw(table, count, turn))
                Write(turn.Reply, new PackedElement(table[index].Field), new PackedElement(table[index].Value), withValues);
            return;
        }
        int left = hash.Count;
        for (HashCursor at = hash.Fields; count > 0 && at.MoveNext(); left--)
        {
            if (turn.Random.Next(left) >= count) continue;
            Write(turn.Reply, at.Field, at.Value, withValues);
            count--;
        }
    }

    private static List<int> Draw(FieldTable table, int count, KeyTurn turn)
    {
        List<int> drawn = turn.NewNumberList();
        while (drawn.Count < count)
        {
            while (drawn.Count < count) drawn.Add(table.RandomEntry(turn.Random));
            drawn.Sort();
            int kept = 0;
            for (int i = 0; i < drawn.Count; i++)
                if (i == 0 || drawn[i] != drawn[i - 1]) drawn[kept++] = drawn[i];
            drawn.RemoveRange(kept, drawn.Count - kept);
        }
        return drawn;
    }

    private static void Begin(RespWriter reply, int count, bool withValues) => reply.Array(withValues && reply.Version < 3 ? 2 * count : count);

    private static void Write(RespWriter reply, in PackedElement field, in PackedElement value, bool withValue)
    {
        if (withValue && reply.Version >= 3) reply.Array(2);
        field.Reply(reply);
        if (withValue) value.Reply(reply);
    }
}
