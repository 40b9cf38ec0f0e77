// HPERSIST key FIELDS numfields field [field ...]
//
// Takes away when fields expire. For each 1 when it had a deadline, -1 when it had none, -2 when it is missing.

using ActorKv.Core.Commands.Hashes.Shared;
using ActorKv.Core.DataTypes.Hashes;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Hashes;

internal sealed class HPersistCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("HPERSIST")
    {
        Group = CommandGroup.Hash, Since = "7.4.0", Complexity = "O(N) for N fields",
        Summary = "Makes fields never expire.",
        Syntax = "key FIELDS numfields field [field ...]",
        Arity = -5, Flags = CommandFlags.Write | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Change)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn[args.Next()];
        if (!key.TryGet(out HashValue? hash) || !FieldList.TryRead(ref args, turn, Errors.FieldCountNotPositive)) return;
        List<int> changed = turn.NewNumberList();
        turn.Reply.Array(args.Remaining);
        for (; !args.AtEnd; args.Next())
        {
            if (hash is null || !hash.Contains(args.Peek())) turn.Reply.Integer(-2);
            else if (!hash.RemoveDeadline(args.Peek())) turn.Reply.Integer(-1);
            else
            {
                changed.Add(args.Position);
                turn.Reply.Integer(1);
            }
        }
        FieldEffect.LogPersist(in key, in args, changed, turn);
        if (changed.Count > 0) key.NoteFieldExpiry();
    }
}
