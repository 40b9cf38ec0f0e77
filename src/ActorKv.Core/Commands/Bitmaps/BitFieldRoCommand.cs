// BITFIELD_RO key [GET encoding offset [GET encoding offset ...]]
//
// BITFIELD that only reads, for those who may not write. SET and INCRBY are parsed, so that what is wrong with them is said first, and
// then refused.

using ActorKv.Core.Commands.Bitmaps.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Bitmaps;

internal sealed class BitFieldRoCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("BITFIELD_RO")
    {
        Group = CommandGroup.Bitmap, Since = "6.0.0", Complexity = "O(1) for each step",
        Summary = "Reads integers of any width within a string.",
        Syntax = "key [GET encoding offset [GET encoding offset ...]]",
        Arity = -2, Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        args.Next();
        if (!BitFieldRequest.TryPlan(args, turn, out BitFieldPlan plan)) return;
        if (plan.LastWritten < 0) BitFieldRun.Read(ref args, turn, in plan);
        else turn.Reply.Error("ERR BITFIELD_RO only supports the GET subcommand"u8);
    }
}
