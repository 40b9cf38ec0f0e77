// HGETEX key [EX seconds | PX milliseconds | EXAT unix-time-seconds | PXAT unix-time-milliseconds | PERSIST] FIELDS numfields field [field ...]
//
// Returns the values of fields, nil for each that is missing, and may change when they expire. Without an option it logs nothing; else the
// log says HPEXPIREAT or HPERSIST, or HDEL when the deadline has passed, for the fields that changed.

using ActorKv.Core.Commands.Hashes.Shared;
using ActorKv.Core.Commands.Shared;
using ActorKv.Core.DataTypes.Hashes;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Hashes;

internal sealed class HGetExCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("HGETEX")
    {
        Group = CommandGroup.Hash, Since = "8.0.0", Complexity = "O(N) for N fields",
        Summary = "Returns the values of fields and optionally sets or clears when they expire.",
        Syntax = "key [EX seconds | PX milliseconds | EXAT unix-time-seconds | PXAT unix-time-milliseconds | PERSIST] FIELDS numfields field [field ...]",
        Arity = -5, Flags = CommandFlags.Write | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.ReadAndChange)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn[args.Next()];
        if (!key.TryGet(out HashValue? hash)) return;
        bool persist = args.NextIs("PERSIST"u8);
        ExpiryForm form = persist ? ExpiryForm.None : FieldDeadline.NextForm(ref args);
        long deadline = -1;
        if (form != ExpiryForm.None && !FieldDeadline.TryRead(args.Next(), form, turn, Spec, out deadline)) return;
        if (!FieldList.TryRead(ref args, turn, Errors.FieldCountNotPositive)) return;
        bool past = deadline >= 0 && deadline <= turn.Now;
        List<int> changed = turn.NewNumberList();
        turn.Reply.Array(args.Remaining);
        for (; !args.AtEnd; args.Next())
        {
            ReadOnlySpan<byte> field = args.Peek();
            if (FieldReply.Value(turn.Reply, hash, field) && Change(hash!, field, persist, past, deadline)) changed.Add(args.Position);
        }
        if (persist) FieldEffect.LogPersist(in key, in args, changed, turn);
        else if (past) FieldEffect.LogRemoval(in key, in args, changed, turn);
        else FieldEffect.LogDeadline(in key, in args, changed, deadline, turn);
        if (changed.Count == 0) return;
        if (hash!.Count == 0) key.DeleteAndNotify();
        else key.NoteFieldExpiry();
    }

    private static bool Change(HashValue hash, ReadOnlySpan<byte> field, bool persist, bool past, long deadline)
    {
        if (persist) return hash.RemoveDeadline(field);
        if (past) return hash.Remove(field);
        if (deadline < 0 || hash.DeadlineOf(field) == deadline) return false;
        hash.SetDeadline(field, deadline);
        return true;
    }
}
