// GETDEL key
//
// Reads a string and deletes the key. Only strings: another type is an error, and stays.

using ActorKv.Core.Commands.Strings.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Strings;

internal sealed class GetDelCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("GETDEL")
    {
        Group = CommandGroup.String, Since = "6.2.0", Complexity = "O(1)",
        Summary = "Reads a string and deletes its key.",
        Syntax = "key",
        Arity = 2, Flags = CommandFlags.Write | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.ReadAndDelete)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn.Read(args.Next());
        if (!key.TryGetString(out ReadOnlySpan<byte> value)) return;
        if (!key.Exists)
        {
            turn.Reply.Null();
            return;
        }
        turn.Reply.Bulk(value);
        StringStore.Delete(ref key, turn);
    }
}
