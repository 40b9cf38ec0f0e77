// When a field is to expire, as commands are told it. The forms are those of keys (Commands/Shared/ExpiryArgument.cs); the rules are a little
// different: zero and what has passed are allowed, and mean that the field goes at once; negative numbers are an error of their own; and
// no deadline may be later than 2^46 - 1 milliseconds, which Redis keeps free for other things.

using ActorKv.Core.Commands.Shared;
using ActorKv.Core.DataTypes;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Hashes.Shared;

internal static class FieldDeadline
{
    private const long Latest = (1L << 46) - 1;

    /// <summary>Reads the next argument if it is EX, PX, EXAT or PXAT.</summary>
    public static ExpiryForm NextForm(ref ArgReader args)
    {
        if (args.NextIs("EX"u8)) return ExpiryForm.Seconds;
        if (args.NextIs("PX"u8)) return ExpiryForm.Milliseconds;
        if (args.NextIs("EXAT"u8)) return ExpiryForm.AtSeconds;
        return args.NextIs("PXAT"u8) ? ExpiryForm.AtMilliseconds : ExpiryForm.None;
    }

    /// <summary>Reads an amount into absolute Unix milliseconds. False, with the error replied, when it is none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, ExpiryForm form, KeyTurn turn, CommandSpec command, out long deadline)
    {
        if (!Numbers.TryParseInt64(text, out deadline)) turn.Reply.Error(Errors.NotAnInteger);
        else if (deadline < 0) turn.Reply.Error("ERR invalid expire time, must be >= 0"u8);
        else if (!ExpiryArgument.ToDeadline(deadline, form, turn.Now, out deadline) || deadline > Latest) turn.Reply.Error(Errors.InvalidExpire(command.FullName));
        else return true;
        return false;
    }
}
