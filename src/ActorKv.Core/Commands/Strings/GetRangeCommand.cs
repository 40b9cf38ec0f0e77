// GETRANGE key start end
//
// Reads a part of a string (Shared/Substring.cs). Nothing is copied but into the reply.

using ActorKv.Core.Commands.Strings.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Strings;

internal sealed class GetRangeCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("GETRANGE")
    {
        Group = CommandGroup.String, Since = "2.4.0", Complexity = "O(N) for N bytes returned",
        Summary = "Reads a part of a string.",
        Syntax = "key start end",
        Arity = 4, Flags = CommandFlags.ReadOnly,
        Keys = [KeySpec.At(1, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => Substring.Reply(ref args, turn);
}
