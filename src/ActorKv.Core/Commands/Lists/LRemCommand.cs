// LREM key count element
//
// Removes elements equal to the one given: the first count of them, the last -count when it is negative, all when it is 0.

using ActorKv.Core.Commands.Lists.Shared;
using ActorKv.Core.DataTypes.Lists;
using ActorKv.Core.DataTypes.Packed;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Lists;

internal sealed class LRemCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("LREM")
    {
        Group = CommandGroup.List, Since = "1.0.0", Complexity = "O(N+M), N the length of the list, M the elements removed",
        Summary = "Removes elements that equal a given one.",
        Syntax = "key count element",
        Arity = 4, Flags = CommandFlags.Write,
        Keys = [KeySpec.At(1, KeyAccess.Take)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> name = args.Next();
        if (!args.TryNextInt64(out long count))
        {
            turn.Reply.Error(Errors.NotAnInteger);
            return;
        }
        KeyEntry key = turn[name];
        if (!key.TryGet(out QuickList? list)) return;
        long removed = 0;
        if (list is not null)
        {
            long most = count == 0 || count == long.MinValue ? long.MaxValue : Math.Abs(count);
            removed = list.RemoveMatches(PackedElement.Of(args.Next()), most, fromTail: count < 0);
            if (removed > 0)
            {
                turn.LogAsAsked(in key, in args);
                turn.CountChanges((int)Math.Min(removed - 1, int.MaxValue));
                turn.Notify(KeyEvents.List, "lrem"u8, in key);
                ListPop.DeleteIfEmpty(ref key, list);
            }
        }
        turn.Reply.Integer(removed);
    }
}
