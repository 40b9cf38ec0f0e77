// XLEN key
//
// Number of entries; 0 for a missing key and for a stream without entries, which is another thing (EXISTS tells them apart).

using ActorKv.Core.DataTypes.Streams;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Streams;

internal sealed class XLenCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("XLEN")
    {
        Group = CommandGroup.Stream, Since = "5.0.0", Complexity = "O(1)",
        Summary = "Returns the number of entries of a stream.",
        Syntax = "key",
        Arity = 2, Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Inspect)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn[args.Next()];
        if (key.TryGet(out EntryStream? stream)) turn.Reply.Integer(stream?.Length ?? 0);
    }
}
