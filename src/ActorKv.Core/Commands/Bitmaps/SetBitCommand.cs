// SETBIT key offset value
//
// Sets or clears one bit of a string, which grows as needed, and answers what the bit was. In place: the cost is the same for a bitmap of
// a byte and one of 512 MB.
//
// Setting a bit to what it is changes nothing and logs nothing, unless the string grew by it or was made "raw" (see APPEND).

using ActorKv.Core.Commands.Bitmaps.Shared;
using ActorKv.Core.DataTypes;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Bitmaps;

internal sealed class SetBitCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("SETBIT")
    {
        Group = CommandGroup.Bitmap, Since = "2.2.0", Complexity = "O(1), amortised over growing",
        Summary = "Sets or clears one bit of a string, which grows as needed.",
        Syntax = "key offset value",
        Arity = 4, Flags = CommandFlags.Write | CommandFlags.DenyOom,
        Keys = [KeySpec.At(1, KeyAccess.ReadAndChange)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> name = args.Next();
        if (!BitOffset.TryRead(args.Next(), turn, out long offset)) return;
        if (!args.TryNextInt64(out long bit) || bit is not (0 or 1))
        {
            turn.Reply.Error("ERR bit is not an integer or out of range"u8);
            return;
        }
        KeyEntry key = turn[name];
        if (!key.TryGetString(out ReadOnlySpan<byte> value)) return;
        int at = (int)(offset >> 3), shift = (int)(7 - (offset & 7)), length = value.Length;
        int before = at < length ? value[at] >> shift & 1 : 0;
        if (before != bit || at >= length || key.Value is not StringBuffer { Embedded: false })
        {
            turn.LogAsAsked(in key, in args);
            Span<byte> bytes = key.ToBuffer().Writable(Math.Max(length, at + 1));
            bytes[at] = (byte)(bytes[at] & ~(1 << shift) | (int)bit << shift);
            if (before != bit || at >= length) turn.Notify(KeyEvents.String, "setbit"u8, in key);
        }
        turn.Reply.Integer(before);
    }
}
