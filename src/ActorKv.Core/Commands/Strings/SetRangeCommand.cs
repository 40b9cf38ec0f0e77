// SETRANGE key offset value
//
// Overwrites a part of a string; what lies between the old end and the offset becomes zero bytes. An empty value changes nothing, and
// does not make a missing key. A string that SETRANGE has touched is "raw" from then on.

using ActorKv.Core.Commands.Strings.Shared;
using ActorKv.Core.DataTypes;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Strings;

internal sealed class SetRangeCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("SETRANGE")
    {
        Group = CommandGroup.String, Since = "2.2.0", Complexity = "O(N) for N bytes given, while the string need not grow",
        Summary = "Overwrites a part of a string, which grows as needed.",
        Syntax = "key offset value",
        Arity = 4, Flags = CommandFlags.Write | CommandFlags.DenyOom,
        Keys = [KeySpec.At(1, KeyAccess.Change)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> name = args.Next();
        if (!args.TryNextInt64(out long offset))
        {
            turn.Reply.Error(Errors.NotAnInteger);
            return;
        }
        if (offset < 0)
        {
            turn.Reply.Error("ERR offset is out of range"u8);
            return;
        }
        ReadOnlySpan<byte> value = args.Next();
        KeyEntry key = turn[name];
        if (!key.TryGetString(out ReadOnlySpan<byte> before)) return;
        int length = before.Length;
        if (!value.IsEmpty)
        {
            if (!StringLimit.Allows(offset, value.Length, turn)) return;
            length = Overwrite(ref key, (int)offset, value, before, in args, turn);
            turn.Notify(KeyEvents.String, "setrange"u8, in key);
        }
        turn.Reply.Integer(length);
    }

    private static int Overwrite(
        scoped ref KeyEntry key, int offset, ReadOnlySpan<byte> value, ReadOnlySpan<byte> before, scoped in ArgReader args, KeyTurn turn)
    {
        int end = offset + value.Length, length = Math.Max(before.Length, end);
        bool same = end <= before.Length && before[offset..end].SequenceEqual(value) && key.Value is StringBuffer { Embedded: false };
        if (same) return length;
        turn.LogAsAsked(in key, in args);
        value.CopyTo(key.ToBuffer().Writable(length)[offset..]);
        return length;
    }
}
