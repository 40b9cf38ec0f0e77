// GETRANGE and its old name SUBSTR: a part of a string, both ends included, counted from the end when negative.
//
// An end that lies before the beginning of the string counts as the first byte, so that of "abc" the range -100 -50 is "a". That is
// Redis' arithmetic, and visible; only a range given backwards is empty for sure.

using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Strings.Shared;

internal static class Substring
{
    public static void Reply(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> name = args.Next();
        if (!args.TryNextInt64(out long start) || !args.TryNextInt64(out long end))
        {
            turn.Reply.Error(Errors.NotAnInteger);
            return;
        }
        KeyEntry key = turn[name];
        if (key.TryGetString(out ReadOnlySpan<byte> value)) turn.Reply.Bulk(Of(value, start, end));
    }

    private static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> value, long start, long end)
    {
        if (value.IsEmpty || (start < 0 && end < 0 && start > end)) return default;
        int first = (int)Math.Clamp(start < 0 ? start + value.Length : start, 0, value.Length);
        int last = (int)Math.Clamp(end < 0 ? end + value.Length : end, 0, value.Length - 1);
        return first > last ? default : value[first..(last + 1)];
    }
}
