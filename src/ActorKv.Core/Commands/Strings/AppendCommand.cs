// APPEND key value
//
// Appends to a string, or makes it. A string that APPEND has touched is "raw" from then on, even when nothing was appended: clients can
// see that by OBJECT ENCODING, so it is a change, and logged. A missing key becomes an ordinary short string, as by SET.

using ActorKv.Core.Commands.Strings.Shared;
using ActorKv.Core.DataTypes;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Strings;

internal sealed class AppendCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("APPEND")
    {
        Group = CommandGroup.String, Since = "2.0.0", Complexity = "O(1) amortised: the room for a string grows in steps that double.",
        Summary = "Appends to a string, or makes it when the key is missing.",
        Syntax = "key value",
        Arity = 3, Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Add)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn[args.Next()];
        byte[]? own = args.PeekOwn();
        ReadOnlySpan<byte> more = args.Next();
        if (!key.TryGetString(out ReadOnlySpan<byte> before)) return;
        int length = before.Length + more.Length;
        if (!key.Exists) StringStore.Put(ref key, more, own, turn);
        else
        {
            if (!StringLimit.Allows(before.Length, more.Length, turn)) return;
            if (!more.IsEmpty || key.Value is not StringBuffer { Embedded: false })
            {
                turn.Log(in key, "APPEND"u8, more);
                key.ToBuffer().Append(more);
            }
        }
        turn.Notify(KeyEvents.String, "append"u8, in key);
        turn.Reply.Integer(length);
    }
}
