// Taking elements off an end, for LPOP, RPOP, LMPOP and their blocking forms; and the one place where a list that became empty loses its key.
//
// Whatever asked, the effect is LPOP or RPOP of one key, with the number of elements that were there to take when it is not one.

using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.Lists;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Lists.Shared;

internal static class ListPop
{
    /// <summary>LPOP and RPOP.</summary>
    public static void Execute(ref ArgReader args, KeyTurn turn, ListEnd end, CommandSpec spec)
    {
        ReadOnlySpan<byte> name = args.Next();
        bool counted = !args.AtEnd;
        long count = 1;
        if (args.Remaining > 1)
        {
            turn.Reply.Error(Errors.WrongArity(spec.FullName));
            return;
        }
        if (counted && (!args.TryNextInt64(out count) || count < 0))
        {
            turn.Reply.Error(Errors.MustBePositive);
            return;
        }
        KeyEntry key = turn[name];
        if (!key.TryGet(out QuickList? list)) return;
        if (list is not null && counted) TakeMany(turn, ref key, list, end, count);
        else if (list is not null) TakeOne(turn, ref key, list, end);
        else if (counted) turn.Reply.NullArray();
        else turn.Reply.Null();
    }

    /// <summary>Takes one element, replied as a bulk string.</summary>
    public static void TakeOne(KeyTurn turn, ref KeyEntry key, QuickList list, ListEnd end)
    {
        turn.Log(in key, NameOf(end));
        list.End(end).Reply(turn.Reply);
        list.Pop(end);
        Notify(turn, in key, end);
        DeleteIfEmpty(ref key, list);
    }

    /// <summary>Takes up to <paramref name="most"/> elements, replied as an array.</summary>
    public static void TakeMany(KeyTurn turn, ref KeyEntry key, QuickList list, ListEnd end, long most)
    {
        int count = (int)Math.Min(most, list.Count);
        turn.Reply.Array(count);
        if (count == 0) return;
        if (count == 1) turn.Log(in key, NameOf(end));
        else turn.Log(in key, NameOf(end), Numbers.Format(count, stackalloc byte[Numbers.MaxInt64Length]));
        turn.CountChanges(count - 1);
        for (int i = 0; i < count; i++)
        {
            list.End(end).Reply(turn.Reply);
            list.Pop(end);
        }
        Notify(turn, in key, end);
        DeleteIfEmpty(ref key, list);
    }

    /// <summary>The command that takes from this end: the effect's name.</summary>
    public static ReadOnlySpan<byte> NameOf(ListEnd end) => end == ListEnd.Head ? "LPOP"u8 : "RPOP"u8;

    /// <summary>Tells that something was taken off an end.</summary>
    public static void Notify(KeyTurn turn, scoped in KeyEntry key, ListEnd end) => turn.Notify(KeyEvents.List, end == ListEnd.Head ? "lpop"u8 : "rpop"u8, in key);

    /// <summary>Ends every command that takes elements away: there are no empty lists.</summary>
    public static void DeleteIfEmpty(ref KeyEntry key, QuickList list)
    {
        if (list.Count == 0) key.DeleteAndNotify();
    }
}
