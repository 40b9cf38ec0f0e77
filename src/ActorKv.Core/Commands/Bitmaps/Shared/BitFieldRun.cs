// Carries out the steps of a BITFIELD that has been found right. GET reads what the steps before it have written.

using ActorKv.Core.DataTypes;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Bitmaps.Shared;

internal static class BitFieldRun
{
    /// <summary>Replies what only reads. The key may be missing: then everything is zero.</summary>
    public static void Read(ref ArgReader args, KeyTurn turn, in BitFieldPlan plan)
    {
        KeyEntry key = turn.Read(args.Request[1]);
        if (!key.TryGetString(out ReadOnlySpan<byte> bytes)) return;
        turn.Reply.Array(plan.Steps);
        BitFieldOverflow overflow = default;
        while (!args.AtEnd)
        {
            BitFieldRequest.TryNext(ref args, turn, ref overflow, out BitFieldStep? read);
            if (read is { } step) turn.Reply.Integer(step.Type.Read(bytes, step.Offset));
        }
    }

    /// <summary>Reads and writes, replies, and logs the command as asked if anything changed.</summary>
    public static void Write(ref ArgReader args, KeyTurn turn, in BitFieldPlan plan)
    {
        KeyEntry key = turn[args.Request[1]];
        if (!key.TryGetString(out ReadOnlySpan<byte> before)) return;
        int length = Math.Max(before.Length, (int)(plan.LastWritten >> 3) + 1);
        bool grows = length > before.Length, changed = grows || key.Value is not StringBuffer { Embedded: false }, told = false;
        Span<byte> bytes = key.ToBuffer().Writable(length);
        turn.Reply.Array(plan.Steps);
        BitFieldOverflow overflow = default;
        while (!args.AtEnd)
        {
            BitFieldRequest.TryNext(ref args, turn, ref overflow, out BitFieldStep? read);
            if (read is { } step) told |= Do(in step, bytes, grows, turn);
        }
        if (changed || told) turn.LogAsAsked(in key, in args);
        if (told) turn.Notify(KeyEvents.String, "setbit"u8, in key);
    }

    // True when the field has been written and is another, or lies in a string that has grown for it: that is what Redis tells of.
    private static bool Do(in BitFieldStep step, Span<byte> bytes, bool grows, KeyTurn turn)
    {
        long old = step.Type.Read(bytes, step.Offset);
        if (step.Verb == BitFieldVerb.Get)
        {
            turn.Reply.Integer(old);
            return false;
        }
        if (!step.Type.TryFit(Wanted(in step, old), step.Overflow, out long value))
        {
            turn.Reply.Null();
            return false;
        }
        turn.Reply.Integer(step.Verb == BitFieldVerb.Set ? old : value);
        if (value == old) return grows;
        step.Type.Write(bytes, step.Offset, value);
        return true;
    }

    // A negative number that is SET into an unsigned field is its two's complement, far above the field's range. And a number so low that
    // its distance from the greatest of a signed field leaves 64 bits counts as too high: that is Redis' arithmetic, and SAT shows it.
    private static Int128 Wanted(in BitFieldStep step, long old)
    {
        if (step.Verb == BitFieldVerb.IncrBy) return (Int128)old + step.Operand;
        if (!step.Type.IsSigned) return (ulong)step.Operand;
        bool wraps = step.Type.Max - step.Operand > long.MaxValue && step.Operand < step.Type.Min;
        return wraps ? step.Operand + (Int128.One << 64) : step.Operand;
    }
}
