// BITFIELD key [<GET encoding offset | [OVERFLOW <WRAP | SAT | FAIL>] <SET encoding offset value | INCRBY encoding offset increment>> ...]
//
// Treats a string as an array of integers of any width at any bit: reads, sets and adds, several at a time, in one turn. One reply per
// step, nil for a step that OVERFLOW FAIL refused. With nothing but GETs it is BITFIELD_RO and makes no key.
//
// All steps are parsed before the first is done: an error in the last one leaves the string as it was.

using System.Text;
using ActorKv.Core.Commands.Bitmaps.Shared;
using ActorKv.Core.Turns;
using ActorKv.Protocol;

namespace ActorKv.Core.Commands.Bitmaps;

internal sealed class BitFieldCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("BITFIELD")
    {
        Group = CommandGroup.Bitmap, Since = "3.2.0", Complexity = "O(1) for each step",
        Summary = "Reads, sets and adds to integers of any width within a string.",
        Syntax = "key [<GET encoding offset | [OVERFLOW <WRAP | SAT | FAIL>] <SET encoding offset value | INCRBY encoding offset increment>> ...]",
        Arity = -2, Flags = CommandFlags.Write | CommandFlags.DenyOom,
        Keys = [KeySpec.At(1, KeyAccess.ReadAndChange | KeyAccess.VariableFlags) with { AccessByRequest = AccessOf }],
    };

    private static KeyAccess AccessOf(Request request)
    {
        for (int i = 2; i < request.Count;)
        {
            if (request.Count - i >= 2 && Ascii.EqualsIgnoreCase(request[i], "OVERFLOW"u8)) i += 2;
            else if (request.Count - i >= 3 && Ascii.EqualsIgnoreCase(request[i], "GET"u8)) i += 3;
            else return KeyAccess.ReadAndChange;
        }
        return KeyAccess.Read;
    }

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        args.Next();
        if (!BitFieldRequest.TryPlan(args, turn, out BitFieldPlan plan)) return;
        if (plan.LastWritten < 0) BitFieldRun.Read(ref args, turn, in plan);
        else BitFieldRun.Write(ref args, turn, in plan);
    }
}
