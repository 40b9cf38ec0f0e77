// BITPOS key bit [start [end [BYTE | BIT]]]
//
// Finds the first bit that is one, or zero. A string counts as followed by endless zeros, so looking for a zero in a string of ones finds
// the position behind it; but not when an end was given, because then the question is about these bits only.

using ActorKv.Core.Commands.Bitmaps.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Bitmaps;

internal sealed class BitPosCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("BITPOS")
    {
        Group = CommandGroup.Bitmap, Since = "2.8.7", Complexity = "O(N) for N bytes looked at, vectorised",
        Summary = "Finds the first one or the first zero of a string.",
        Syntax = "key bit [start [end [BYTE | BIT]]]",
        Arity = -3, Flags = CommandFlags.ReadOnly,
        Keys = [KeySpec.At(1, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> name = args.Next();
        if (!args.TryNextInt64(out long bit))
        {
            turn.Reply.Error(Errors.NotAnInteger);
            return;
        }
        if (bit is not (0 or 1))
        {
            turn.Reply.Error("ERR The bit argument must be 1 or 0."u8);
            return;
        }
        KeyEntry key = turn[name];
        if (!key.TryGetString(out ReadOnlySpan<byte> value)) return;
        if (!key.Exists) turn.Reply.Integer(-bit);
        else if (TryReadRange(ref args, turn, value.Length, out BitRange range, out bool open))
        {
            long found = range.Find(bit == 1, value);
            turn.Reply.Integer(found < 0 && bit == 0 && open && !range.IsEmpty ? value.Length * 8L : found);
        }
    }

    private static bool TryReadRange(ref ArgReader args, KeyTurn turn, int length, out BitRange range, out bool open)
    {
        range = default;
        open = args.Remaining < 2;
        long start = 0, end = -1;
        bool inBits = false;
        if (args.Remaining > 3)
        {
            turn.Reply.Error(Errors.Syntax);
            return false;
        }
        if ((!args.AtEnd && !args.TryNextInt64(out start)) || (args.Remaining == 1 && !args.TryNextInt64(out end)))
        {
            turn.Reply.Error(Errors.NotAnInteger);
            return false;
        }
        if (args.Remaining == 2)
        {
            // As in Redis, an unknown unit is reported before an end that is no number.
            int position = args.Position;
            args.MoveTo(position + 1);
            if (!BitRangeUnit.TryRead(ref args, turn, out inBits)) return false;
            args.MoveTo(position);
            if (!args.TryNextInt64(out end))
            {
                turn.Reply.Error(Errors.NotAnInteger);
                return false;
            }
        }
        range = BitRange.Of(start, end, inBits, length);
        return true;
    }
}
