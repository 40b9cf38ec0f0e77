// LPOS key element [RANK rank] [COUNT num-matches] [MAXLEN len]
//
// Where an element stands. RANK n skips the first n - 1 matches, a negative one searches from the tail; indexes always count from the head.
// With COUNT the reply is an array, even of one; COUNT 0 means all. MAXLEN bounds the elements compared, 0 does not.
// The smallest 64 bit integer as RANK has no negation; like redis-server 7.0.15 we then search from the tail and take the first match.

using System.Buffers;
using ActorKv.Core.DataTypes.Lists;
using ActorKv.Core.DataTypes.Packed;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Lists;

internal sealed class LPosCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("LPOS")
    {
        Group = CommandGroup.List, Since = "6.0.6", Complexity = "O(N) for N elements compared",
        Summary = "Returns the indexes at which an element stands in a list.",
        Syntax = "key element [RANK rank] [COUNT num-matches] [MAXLEN len]",
        Arity = -3, Flags = CommandFlags.ReadOnly,
        Keys = [KeySpec.At(1, KeyAccess.Read)],
    };

    private static ReadOnlySpan<byte> RankZero =>
        "ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use negative to start from the end of the list"u8;

    private struct Options()
    {
        public long Rank = 1, Count = -1, MaxLength;
    }

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> name = args.Next();
        PackedElement element = PackedElement.Of(args.Next());
        Options options = new();
        if (!TryReadOptions(ref args, turn, ref options)) return;
        KeyEntry key = turn[name];
        if (!key.TryGet(out QuickList? list)) return;
        if (options.Count >= 0) ReplyMany(turn, list, in element, in options);
        else
        {
            Span<long> only = stackalloc long[1];
            if (list is not null && Search(list, in element, in options, only) > 0) turn.Reply.Integer(only[0]);
            else turn.Reply.Null();
        }
    }

    private static bool TryReadOptions(ref ArgReader args, KeyTurn turn, ref Options options)
    {
        while (!args.AtEnd)
        {
            ReadOnlySpan<byte> error = default;
            if (args.Remaining < 2) error = Errors.Syntax;
            else if (args.NextIs("RANK"u8))
            {
                if (!args.TryNextInt64(out options.Rank)) error = Errors.NotAnInteger;
                else if (options.Rank == 0) error = RankZero;
            }
            else if (args.NextIs("COUNT"u8))
            {
                if (!args.TryNextInt64(out options.Count) || options.Count < 0) error = "ERR COUNT can't be negative"u8;
            }
            else if (!args.NextIs("MAXLEN"u8)) error = Errors.Syntax;
            else if (!args.TryNextInt64(out options.MaxLength) || options.MaxLength < 0) error = "ERR MAXLEN can't be negative"u8;
            if (error.IsEmpty) continue;
            turn.Reply.Error(error);
            return false;
        }
        return true;
    }

    // The reply begins with its length, so the matches are collected first.
    private static void ReplyMany(KeyTurn turn, QuickList? list, in PackedElement element, in Options options)
    {
        long[] found = ArrayPool<long>.Shared.Rent(128);
        int count = list is null ? 0 : Search(list, in element, in options, found);
        if (count > found.Length)
        {
            ArrayPool<long>.Shared.Return(found);
            found = ArrayPool<long>.Shared.Rent(count);
            Search(list!, in element, in options, found);
        }
        turn.Reply.Array(count);
        foreach (long index in found.AsSpan(0, count)) turn.Reply.Integer(index);
        ArrayPool<long>.Shared.Return(found);
    }

    // Notes as many matches as `found` has room for, and returns how many there are.
    private static int Search(QuickList list, in PackedElement element, in Options options, Span<long> found)
    {
        bool fromTail = options.Rank < 0;
        long skip = options.Rank == long.MinValue ? 0 : Math.Abs(options.Rank) - 1;
        long most = options.Count switch { -1 => 1, 0 => long.MaxValue, _ => options.Count };
        long index = fromTail ? list.Count - 1 : 0;
        int count = 0;
        ListCursor at = list.Seek(index);
        for (long compared = 0; at.IsAtElement && (options.MaxLength == 0 || compared < options.MaxLength) && count < most; compared++)
        {
            if (at.Current.Matches(in element) && skip-- <= 0)
            {
                if (count < found.Length) found[count] = index;
                count++;
            }
            if (fromTail) at.MovePrevious();
            else at.MoveNext();
            index += fromTail ? -1 : 1;
        }
        return count;
    }
}
