// GETBIT key offset
//
// Reads one bit of a string; beyond its end, and in a missing key, all are 0.

using ActorKv.Core.Commands.Bitmaps.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Bitmaps;

internal sealed class GetBitCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("GETBIT")
    {
        Group = CommandGroup.Bitmap, Since = "2.2.0", Complexity = "O(1)",
        Summary = "Reads one bit of a string.",
        Syntax = "key offset",
        Arity = 3, Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> name = args.Next();
        if (!BitOffset.TryRead(args.Next(), turn, out long offset)) return;
        KeyEntry key = turn[name];
        if (!key.TryGetString(out ReadOnlySpan<byte> value)) return;
        long at = offset >> 3;
        turn.Reply.Integer(at < value.Length ? value[(int)at] >> (int)(7 - (offset & 7)) & 1 : 0);
    }
}
