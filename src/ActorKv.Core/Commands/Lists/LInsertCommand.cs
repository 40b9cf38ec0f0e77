// LINSERT key BEFORE|AFTER pivot element
//
// Puts an element beside the first one that equals the pivot. Without such an element the reply is -1, without a list 0.

using ActorKv.Core.DataTypes.Lists;
using ActorKv.Core.DataTypes.Packed;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Lists;

internal sealed class LInsertCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("LINSERT")
    {
        Group = CommandGroup.List, Since = "2.2.0", Complexity = "O(N) for N elements before the pivot",
        Summary = "Puts an element before or after another one.",
        Syntax = "key <BEFORE | AFTER> pivot element",
        Arity = 5, Flags = CommandFlags.Write | CommandFlags.DenyOom,
        Keys = [KeySpec.At(1, KeyAccess.Add)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> name = args.Next();
        bool before = args.NextIs("BEFORE"u8);
        if (!before && !args.NextIs("AFTER"u8))
        {
            turn.Reply.Error(Errors.Syntax);
            return;
        }
        KeyEntry key = turn[name];
        if (!key.TryGet(out QuickList? list)) return;
        if (list is null)
        {
            turn.Reply.Integer(0);
            return;
        }
        PackedElement pivot = PackedElement.Of(args.Next());
        ListCursor at = list.Seek(0);
        while (at.IsAtElement && !at.Current.Matches(in pivot)) at.MoveNext();
        if (!at.IsAtElement)
        {
            turn.Reply.Integer(-1);
            return;
        }
        turn.LogAsAsked(in key, in args);
        PackedElement element = PackedElement.Of(args.Next());
        NodeLimit limit = new(turn.Settings.ListMaxListpackSize);
        if (before) list.InsertBefore(at, in element, limit);
        else list.InsertAfter(at, in element, limit);
        turn.Notify(KeyEvents.List, "linsert"u8, in key);
        turn.Reply.Integer(list.Count);
    }
}
