// LINDEX key index
//
// The element at an index, counted from 0, or from -1 at the tail. A missing key is nil before the index is looked at, so a bad index is
// an error only where there is a list.

using ActorKv.Core.DataTypes.Lists;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Lists;

internal sealed class LIndexCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("LINDEX")
    {
        Group = CommandGroup.List, Since = "1.0.0", Complexity = "O(N) for N elements between the index and the nearer end, whole nodes skipped at once",
        Summary = "Returns an element of a list by its index.",
        Syntax = "key index",
        Arity = 3, Flags = CommandFlags.ReadOnly,
        Keys = [KeySpec.At(1, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn[args.Next()];
        if (!key.TryGet(out QuickList? list)) return;
        if (list is null)
        {
            turn.Reply.Null();
            return;
        }
        if (!args.TryNextInt64(out long index))
        {
            turn.Reply.Error(Errors.NotAnInteger);
            return;
        }
        ListCursor at = list.Seek(index);
        if (at.IsAtElement) at.Current.Reply(turn.Reply);
        else turn.Reply.Null();
    }
}
