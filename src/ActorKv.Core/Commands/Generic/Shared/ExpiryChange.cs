// EXPIRE, PEXPIRE, EXPIREAT and PEXPIREAT: one command with two units and two origins.
//
// The deadline becomes absolute here, in milliseconds, against the turn's clock, and is logged as PEXPIREAT: a log that said "EXPIRE k 10"
// would grant ten fresh seconds at every recovery. A deadline that is not in the future removes the key, and the log says DEL. In replay
// the turn's time is 0, so no logged deadline is ever taken for a past one.
//
//   NX  only a key without an expiry          GT  only a later deadline (no expiry counts as infinitely late)
//   XX  only a key with one                   LT  only an earlier one
//
// Options are judged before the number, the number before the key is looked up.

using ActorKv.Core.Commands.Shared;
using ActorKv.Core.DataTypes;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Generic.Shared;

internal static class ExpiryChange
{
    [Flags]
    private enum Condition
    {
        None = 0,
        NotExists = 1,
        Exists = 2,
        Later = 4,
        Earlier = 8,
    }

    public static void Execute(ref ArgReader args, KeyTurn turn, CommandSpec command, ExpiryForm form)
    {
        ReadOnlySpan<byte> name = args.Next(), time = args.Next();
        if (!TryReadConditions(ref args, turn, out Condition conditions)) return;
        if (!Numbers.TryParseInt64(time, out long amount))
        {
            turn.Reply.Error(Errors.NotAnInteger);
            return;
        }
        if (!ExpiryArgument.ToDeadline(amount, form, turn.Now, out long deadline))
        {
            turn.Reply.Error(Errors.InvalidExpire(command.FullName));
            return;
        }
        KeyEntry key = turn[name];
        if (!key.Exists || !Allows(conditions, key.Expiry, deadline))
        {
            turn.Reply.Integer(0);
            return;
        }
        Apply(ref key, turn, deadline);
        turn.Reply.Integer(1);
    }

    private static void Apply(ref KeyEntry key, KeyTurn turn, long deadline)
    {
        if (deadline <= turn.Now)
        {
            key.DeleteAndNotify();
            turn.Log(in key, "DEL"u8);
            return;
        }
        turn.Notify(KeyEvents.Generic, "expire"u8, in key);
        if (key.Expiry == deadline) return;
        key.SetExpiry(deadline);
        Span<byte> digits = stackalloc byte[Numbers.MaxInt64Length];
        turn.Log(in key, "PEXPIREAT"u8, Numbers.Format(deadline, digits));
    }

    private static bool Allows(Condition conditions, long before, long deadline)
    {
        if ((conditions & Condition.NotExists) != 0 && before >= 0) return false;
        if ((conditions & Condition.Exists) != 0 && before < 0) return false;
        if ((conditions & Condition.Later) != 0 && (before < 0 || deadline <= before)) return false;
        return (conditions & Condition.Earlier) == 0 || before < 0 || deadline < before;
    }

    private static bool TryReadConditions(ref ArgReader args, KeyTurn turn, out Condition conditions)
    {
        conditions = Condition.None;
        while (!args.AtEnd)
        {
            if (args.NextIs("NX"u8)) conditions |= Condition.NotExists;
            else if (args.NextIs("XX"u8)) conditions |= Condition.Exists;
            else if (args.NextIs("GT"u8)) conditions |= Condition.Later;
            else if (args.NextIs("LT"u8)) conditions |= Condition.Earlier;
            else
            {
                ReadOnlySpan<byte> option = args.Next();
                int end = option.IndexOf((byte)0);
                turn.Reply.Error([.. "ERR Unsupported option "u8, .. end < 0 ? option : option[..end]]);
                return false;
            }
        }
        if ((conditions & Condition.NotExists) != 0 && conditions != Condition.NotExists)
        {
            turn.Reply.Error("ERR NX and XX, GT or LT options at the same time are not compatible"u8);
            return false;
        }
        if ((conditions & Condition.Later) != 0 && (conditions & Condition.Earlier) != 0)
        {
            turn.Reply.Error("ERR GT and LT options at the same time are not compatible"u8);
            return false;
        }
        return true;
    }
}
