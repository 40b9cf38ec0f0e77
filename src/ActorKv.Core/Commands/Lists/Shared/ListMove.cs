// Moving one element from an end of one list to an end of another, or of the same: LMOVE, RPOPLPUSH and their blocking forms.
//
// The effect of a move within one key shard is LMOVE. Between two it takes two effects, one for each: LPOP or RPOP of the source, and LPUSH
// or RPUSH of the element to the destination; the journal takes both or none. Moving the only element of a list onto itself, or an end
// to the same end, changes nothing and logs nothing.

using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.Lists;
using ActorKv.Core.DataTypes.Packed;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Lists.Shared;

internal static class ListMove
{
    private const int MaxOnStack = 512;

    /// <summary>Moves an element and replies it, or an error. False, and nothing replied, when there is no source; then what the
    /// destination holds does not matter.</summary>
    public static bool TryMove(KeyTurn turn, ReadOnlySpan<byte> from, ReadOnlySpan<byte> to, ListEnd fromEnd, ListEnd toEnd)
    {
        KeyEntry source = turn[from];
        if (!source.TryGet(out QuickList? taken)) return true;
        if (taken is null) return false;
        KeyEntry destination = turn[to];
        if (!destination.TryGet(out QuickList? given)) return true;
        if (ReferenceEquals(taken, given)) Rotate(turn, in source, taken, fromEnd, toEnd);
        else Move(turn, ref source, taken, ref destination, given, fromEnd, toEnd);
        return true;
    }

    private static void Rotate(KeyTurn turn, scoped in KeyEntry key, QuickList list, ListEnd fromEnd, ListEnd toEnd)
    {
        list.End(fromEnd).Reply(turn.Reply);
        ListPush.Notify(turn, in key, toEnd);
        ListPop.Notify(turn, in key, fromEnd);
        if (fromEnd == toEnd || list.Count == 1) return;
        turn.Log(in key, "LMOVE"u8, key.Name, ListEndArgument.NameOf(fromEnd), ListEndArgument.NameOf(toEnd));
        // The element's bytes lie in the list that is about to change.
        ReadOnlySpan<byte> text = list.End(fromEnd).Text(stackalloc byte[Numbers.MaxInt64Length]);
        Span<byte> copy = text.Length <= MaxOnStack ? stackalloc byte[text.Length] : new byte[text.Length];
        text.CopyTo(copy);
        list.Pop(fromEnd);
        list.Push(toEnd, PackedElement.Of(copy), new NodeLimit(turn.Settings.ListMaxListpackSize));
    }

    private static void Move(
        KeyTurn turn, ref KeyEntry source, QuickList taken, ref KeyEntry destination, QuickList? given, ListEnd fromEnd, ListEnd toEnd)
    {
        PackedElement element = taken.End(fromEnd);
        if (given is null) destination.Put(given = new QuickList());
        given.Push(toEnd, in element, new NodeLimit(turn.Settings.ListMaxListpackSize));
        if (source.Shard == destination.Shard)
            turn.Log(in source, "LMOVE"u8, destination.Name, ListEndArgument.NameOf(fromEnd), ListEndArgument.NameOf(toEnd));
        else
        {
            turn.Log(in source, ListPop.NameOf(fromEnd));
            turn.Log(in destination, toEnd == ListEnd.Head ? "LPUSH"u8 : "RPUSH"u8, element.Text(stackalloc byte[Numbers.MaxInt64Length]));
        }
        element.Reply(turn.Reply);
        taken.Pop(fromEnd);
        ListPush.Notify(turn, in destination, toEnd);
        ListPop.Notify(turn, in source, fromEnd);
        ListPop.DeleteIfEmpty(ref source, taken);
    }
}
