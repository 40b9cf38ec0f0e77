// When a key is to expire, as commands are told it: EX seconds, PX milliseconds, EXAT unix-seconds, PXAT unix-milliseconds.
//
//   option     TryRead          which of the four, and where its amount stands; two different ones contradict each other, the same one
//                               twice is allowed and the last counts (as in Redis)
//   deadline   TryGetDeadline   the absolute Unix milliseconds, or the error
//
// The amount is looked at only when all options were read, because Redis reports a syntax error before a bad number.
// Redis' overflow rules stand once, in ToDeadline: EXPIRE and its kin use them too, but allow what is zero, negative or past.

using System.Text;
using ActorKv.Core.DataTypes;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Shared;

internal enum ExpiryForm : byte { None, Seconds, Milliseconds, AtSeconds, AtMilliseconds }

/// <param name="form">Which of the four.</param>
/// <param name="position">Where the amount stands in the request.</param>
internal struct ExpiryArgument(ExpiryForm form, int position)
{
    private ExpiryForm _form = form;
    private int _position = position;

    public readonly bool IsGiven => _form != ExpiryForm.None;

    /// <summary>Reads one of the four options with its amount, if it comes next and does not contradict what was read before.</summary>
    public bool TryRead(ref ArgReader args)
    {
        if (args.Remaining < 2) return false;
        ExpiryForm read = FormOf(args.Peek());
        if (read == ExpiryForm.None || (IsGiven && read != _form)) return false;
        _form = read;
        _position = args.Position + 1;
        args.MoveTo(_position + 1);
        return true;
    }

    /// <summary>The absolute deadline, always positive. False, with the error replied, when the amount is none.</summary>
    public readonly bool TryGetDeadline(scoped in ArgReader args, KeyTurn turn, CommandSpec command, out long deadline)
    {
        deadline = 0;
        if (!Numbers.TryParseInt64(args.Request[_position], out long amount))
        {
            turn.Reply.Error(Errors.NotAnInteger);
            return false;
        }
        if (amount > 0 && ToDeadline(amount, _form, turn.Now, out deadline)) return true;
        turn.Reply.Error(Errors.InvalidExpire(command.FullName));
        return false;
    }

    /// <summary>Turns an amount, which may be negative, into absolute Unix milliseconds. False when that leaves 64 bits.</summary>
    public static bool ToDeadline(long amount, ExpiryForm form, long now, out long deadline)
    {
        deadline = amount;
        if (form is ExpiryForm.Seconds or ExpiryForm.AtSeconds)
        {
            if (amount is > long.MaxValue / 1000 or < long.MinValue / 1000) return false;
            deadline = amount * 1000;
        }
        if (form is ExpiryForm.AtSeconds or ExpiryForm.AtMilliseconds) return true;
        if (deadline > long.MaxValue - now) return false;
        deadline += now;
        return true;
    }

    private static ExpiryForm FormOf(ReadOnlySpan<byte> word)
    {
        if (Ascii.EqualsIgnoreCase(word, "EX"u8)) return ExpiryForm.Seconds;
        if (Ascii.EqualsIgnoreCase(word, "PX"u8)) return ExpiryForm.Milliseconds;
        if (Ascii.EqualsIgnoreCase(word, "PXAT"u8)) return ExpiryForm.AtMilliseconds;
        return Ascii.EqualsIgnoreCase(word, "EXAT"u8) ? ExpiryForm.AtSeconds : ExpiryForm.None;
    }
}
