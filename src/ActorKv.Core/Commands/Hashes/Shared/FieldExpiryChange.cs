// HEXPIRE, HPEXPIRE, HEXPIREAT and HPEXPIREAT: one command with two units and two origins. For each field it answers
//
//   1   the field expires then            0   the condition does not hold
//   2   that has passed: the field is gone      -2   there is no such field
//
// The deadline becomes absolute here and is logged as HPEXPIREAT, or HDEL when it has passed, for the fields that changed. In replay the
// turn's time is 0, so no logged deadline is ever taken for a past one.
//
//   NX  only a field without a deadline        GT  only a later deadline (none counts as infinitely late)
//   XX  only a field with one                  LT  only an earlier one

using ActorKv.Core.Commands.Shared;
using ActorKv.Core.DataTypes.Hashes;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Hashes.Shared;

internal static class FieldExpiryChange
{
    private enum Condition { None, NotExists, Exists, Later, Earlier }

    public static void Execute(ref ArgReader args, KeyTurn turn, CommandSpec command, ExpiryForm form)
    {
        KeyEntry key = turn[args.Next()];
        if (!key.TryGet(out HashValue? hash) || !FieldDeadline.TryRead(args.Next(), form, turn, command, out long deadline)) return;
        Condition condition = ReadCondition(ref args);
        if (!FieldList.TryRead(ref args, turn, "ERR Parameter `numFields` should be greater than 0"u8)) return;
        bool past = deadline <= turn.Now;
        List<int> changed = turn.NewNumberList();
        turn.Reply.Array(args.Remaining);
        for (; !args.AtEnd; args.Next())
        {
            ReadOnlySpan<byte> field = args.Peek();
            if (hash is null || !hash.Contains(field))
            {
                turn.Reply.Integer(-2);
                continue;
            }
            long before = hash.DeadlineOf(field);
            bool allowed = Allows(condition, before, deadline);
            if (allowed && (past || before != deadline))
            {
                changed.Add(args.Position);
                if (past) hash.Remove(field);
                else hash.SetDeadline(field, deadline);
            }
            turn.Reply.Integer(!allowed ? 0 : past ? 2 : 1);
        }
        if (past) FieldEffect.LogRemoval(in key, in args, changed, turn);
        else FieldEffect.LogDeadline(in key, in args, changed, deadline, turn);
        if (changed.Count == 0) return;
        if (hash!.Count == 0) key.DeleteAndNotify();
        else key.NoteFieldExpiry();
    }

    private static Condition ReadCondition(ref ArgReader args)
    {
        if (args.NextIs("NX"u8)) return Condition.NotExists;
        if (args.NextIs("XX"u8)) return Condition.Exists;
        if (args.NextIs("GT"u8)) return Condition.Later;
        return args.NextIs("LT"u8) ? Condition.Earlier : Condition.None;
    }

    private static bool Allows(Condition condition, long before, long deadline) => condition switch
    {
        Condition.NotExists => before < 0,
        Condition.Exists => before >= 0,
        Condition.Later => before >= 0 && deadline > before,
        Condition.Earlier => before < 0 || deadline < before,
        _ => true,
    };
}
