// BITCOUNT key [start end [BYTE | BIT]]
//
// Counts the ones of a string or of a part of it (Shared/BitRange.cs). The key is looked at before the range is parsed, as in Redis 7.0:
// a missing key is 0 even when the range is nonsense.

using ActorKv.Core.Commands.Bitmaps.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Bitmaps;

internal sealed class BitCountCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("BITCOUNT")
    {
        Group = CommandGroup.Bitmap, Since = "2.6.0", Complexity = "O(N) for N bytes looked at, eight at a time",
        Summary = "Counts the ones of a string or of a part of it.",
        Syntax = "key [start end [BYTE | BIT]]",
        Arity = -2, Flags = CommandFlags.ReadOnly,
        Keys = [KeySpec.At(1, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn[args.Next()];
        if (!key.TryGetString(out ReadOnlySpan<byte> value)) return;
        BitRange range = BitRange.Whole(value.Length);
        if (key.Exists && !args.AtEnd && !TryReadRange(ref args, turn, value.Length, out range)) return;
        turn.Reply.Integer(range.CountOnes(value));
    }

    private static bool TryReadRange(ref ArgReader args, KeyTurn turn, int length, out BitRange range)
    {
        range = default;
        if (args.Remaining is 1 or > 3)
        {
            turn.Reply.Error(Errors.Syntax);
            return false;
        }
        if (!args.TryNextInt64(out long start) || !args.TryNextInt64(out long end))
        {
            turn.Reply.Error(Errors.NotAnInteger);
            return false;
        }
        // Given backwards a range is empty, even where both ends lie before the string and would be cut to its first byte; and then Redis
        // answers before it looks at the unit.
        bool backwards = start < 0 && end < 0 && start > end, inBits = false;
        if (!backwards && !BitRangeUnit.TryRead(ref args, turn, out inBits)) return false;
        range = backwards ? BitRange.Empty : BitRange.Of(start, end, inBits, length);
        return true;
    }
}
