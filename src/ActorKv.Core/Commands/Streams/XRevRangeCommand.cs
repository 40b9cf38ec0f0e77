// XREVRANGE key end start [COUNT count]
//
// XRANGE from the other end: the greater id comes first.

using ActorKv.Core.Commands.Streams.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Streams;

internal sealed class XRevRangeCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("XREVRANGE")
    {
        Group = CommandGroup.Stream, Since = "5.0.0", Complexity = "O(log N + M), N the nodes of the stream, M the entries returned.",
        Summary = "Returns the entries between two ids, newest first.",
        Syntax = "key end start [COUNT count]",
        Arity = -4, Flags = CommandFlags.ReadOnly,
        Keys = [KeySpec.At(1, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => StreamRange.Execute(ref args, turn, reverse: true);
}
