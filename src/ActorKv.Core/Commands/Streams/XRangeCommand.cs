// XRANGE key start end [COUNT count]
//
// Both ids are included, unless one begins with a bracket: "(5-3". `-` and `+` are the first and the last there can be.

using ActorKv.Core.Commands.Streams.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Streams;

internal sealed class XRangeCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("XRANGE")
    {
        Group = CommandGroup.Stream, Since = "5.0.0", Complexity = "O(log N + M), N the nodes of the stream, M the entries returned.",
        Summary = "Returns the entries between two ids, oldest first.",
        Syntax = "key start end [COUNT count]",
        Arity = -4, Flags = CommandFlags.ReadOnly,
        Keys = [KeySpec.At(1, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => StreamRange.Execute(ref args, turn, reverse: false);
}
