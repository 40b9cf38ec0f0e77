// What BITFIELD and BITFIELD_RO are asked to do, read twice: once to find all errors before anything changes, once to do it.
//
//   GET type offset      SET type offset value      INCRBY type offset increment      OVERFLOW WRAP|SAT|FAIL
//
// OVERFLOW concerns the SETs and INCRBYs behind it. A string that is written to grows at once to the farthest bit that any of the steps
// writes, even by a step that then fails.

using System.Text;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Bitmaps.Shared;

internal enum BitFieldVerb : byte { Get, Set, IncrBy }

internal readonly record struct BitFieldStep(BitFieldVerb Verb, BitFieldType Type, long Offset, long Operand, BitFieldOverflow Overflow);

/// <summary>All steps together: how many, and how far they write.</summary>
/// <param name="LastWritten">The last bit that a SET or INCRBY concerns; -1 when all only read.</param>
internal readonly record struct BitFieldPlan(int Steps, long LastWritten);

internal static class BitFieldRequest
{
    private static ReadOnlySpan<byte> BadType => "ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but i64 is."u8;

    /// <summary>Reads all steps. False, with the error replied, when one is wrong. Takes the reader by value: the steps are read again.</summary>
    public static bool TryPlan(ArgReader args, KeyTurn turn, out BitFieldPlan plan)
    {
        plan = new BitFieldPlan(0, -1);
        BitFieldOverflow overflow = BitFieldOverflow.Wrap;
        while (!args.AtEnd)
        {
            if (!TryNext(ref args, turn, ref overflow, out BitFieldStep? read)) return false;
            if (read is not { } step) continue;
            long last = step.Verb == BitFieldVerb.Get ? -1 : step.Offset + step.Type.Width - 1;
            plan = new BitFieldPlan(plan.Steps + 1, Math.Max(plan.LastWritten, last));
        }
        return true;
    }

    /// <summary>Reads the next step, or an OVERFLOW, which is no step. False, with the error replied, when it is wrong.</summary>
    public static bool TryNext(ref ArgReader args, KeyTurn turn, ref BitFieldOverflow overflow, out BitFieldStep? step)
    {
        step = null;
        if (args.Remaining >= 2 && args.NextIs("OVERFLOW"u8)) return TryReadOverflow(args.Next(), turn, out overflow);
        BitFieldVerb verb;
        if (args.Remaining >= 3 && args.NextIs("GET"u8)) verb = BitFieldVerb.Get;
        else if (args.Remaining >= 4 && args.NextIs("SET"u8)) verb = BitFieldVerb.Set;
        else if (args.Remaining >= 4 && args.NextIs("INCRBY"u8)) verb = BitFieldVerb.IncrBy;
        else return Fail(turn, Errors.Syntax);
        if (!BitFieldType.TryParse(args.Next(), out BitFieldType type)) return Fail(turn, BadType);
        if (!BitOffset.TryReadField(args.Next(), type.Width, turn, out long offset)) return false;
        long operand = 0;
        if (verb != BitFieldVerb.Get && !args.TryNextInt64(out operand)) return Fail(turn, Errors.NotAnInteger);
        step = new BitFieldStep(verb, type, offset, operand, overflow);
        return true;
    }

    private static bool TryReadOverflow(ReadOnlySpan<byte> word, KeyTurn turn, out BitFieldOverflow overflow)
    {
        overflow = BitFieldOverflow.Wrap;
        if (Ascii.EqualsIgnoreCase(word, "SAT"u8)) overflow = BitFieldOverflow.Saturate;
        else if (Ascii.EqualsIgnoreCase(word, "FAIL"u8)) overflow = BitFieldOverflow.Fail;
        else if (!Ascii.EqualsIgnoreCase(word, "WRAP"u8)) return Fail(turn, "ERR Invalid OVERFLOW type specified"u8);
        return true;
    }

    private static bool Fail(KeyTurn turn, ReadOnlySpan<byte> error)
    {
        turn.Reply.Error(error);
        return false;
    }
}
