// BITOP <AND | OR | XOR | NOT | DIFF | DIFF1 | ANDOR | ONE> destkey key [key ...]
//
// Combines strings bit by bit into another one and answers its length: that of the longest source. A missing key is an empty string, and
// when all are empty the destination goes. The last four operations are of Redis 8.2.
//
// The sources may live in other key shards, so the log has the result: `SET destkey …`. It is an array of its own until it is whole: the
// destination may be one of the sources.

using System.Buffers;
using ActorKv.Core.Commands.Bitmaps.Shared;
using ActorKv.Core.Commands.Strings.Shared;
using ActorKv.Core.DataTypes;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Bitmaps;

internal sealed class BitOpCommand : IKeyCommand
{
    private const int FirstSource = 3;

    public static CommandSpec Spec { get; } = new("BITOP")
    {
        Group = CommandGroup.Bitmap, Since = "2.6.0", Complexity = "O(N) for N bytes in all sources, vectorised",
        Summary = "Combines strings bit by bit and stores the result.",
        Syntax = "<AND | OR | XOR | NOT | DIFF | DIFF1 | ANDOR | ONE> destkey key [key ...]",
        Arity = -4, Flags = CommandFlags.Write | CommandFlags.DenyOom,
        Keys = [KeySpec.At(2, KeyAccess.Replace), KeySpec.Between(3, -1, 1, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        if (!BitOperationName.TryRead(ref args, out BitOperation operation))
        {
            turn.Reply.Error(Errors.Syntax);
            return;
        }
        ReadOnlySpan<byte> destination = args.Next();
        if (operation == BitOperation.Not && args.Remaining != 1)
        {
            turn.Reply.Error("ERR BITOP NOT must be called with a single source key."u8);
            return;
        }
        if (operation is BitOperation.Diff or BitOperation.Diff1 or BitOperation.AndOr && args.Remaining == 1)
        {
            turn.Reply.Error($"ERR BITOP {BitOperationName.Of(operation)} must be called with at least two source keys.");
            return;
        }
        if (!TryMeasure(args, turn, out int length)) return;
        byte[] result = new byte[length];
        Combine(operation, result, in args, turn);
        KeyEntry key = turn[destination];
        if (length == 0) StringStore.Delete(ref key, turn);
        else
        {
            turn.Log(in key, "SET"u8, result);
            key.Put(new StringBuffer(result));
            key.SetExpiry(-1);
            turn.Notify(KeyEvents.String, "set"u8, in key);
        }
        turn.Reply.Integer(length);
    }

    // The length of the longest source. Takes the reader by value: the sources are read again.
    private static bool TryMeasure(ArgReader args, KeyTurn turn, out int length)
    {
        length = 0;
        while (!args.AtEnd)
        {
            if (!turn.Read(args.Next()).TryGetString(out ReadOnlySpan<byte> source)) return false;
            length = Math.Max(length, source.Length);
        }
        return true;
    }

    private static void Combine(BitOperation operation, Span<byte> result, scoped in ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> first = Source(in args, FirstSource, turn);
        switch (operation)
        {
            case BitOperation.And:
                first.CopyTo(result);
                FoldFrom<AndFold>(result, in args, FirstSource + 1, turn);
                break;
            case BitOperation.Or:
                FoldFrom<OrFold>(result, in args, FirstSource, turn);
                break;
            case BitOperation.Xor:
                FoldFrom<XorFold>(result, in args, FirstSource, turn);
                break;
            case BitOperation.Not:
                result.Fill(0xff);
                BitFold.Fold<XorFold>(result, first);
                break;
            case BitOperation.Diff1:
                FoldFrom<OrFold>(result, in args, FirstSource + 1, turn);
                BitFold.Fold<ExceptFold>(result, first);
                break;
            case BitOperation.AndOr:
                FoldFrom<OrFold>(result, in args, FirstSource + 1, turn);
                BitFold.Fold<AndFold>(result, first);
                break;
            case BitOperation.Diff:
                first.CopyTo(result);
                FoldFrom<ExceptFold>(result, in args, FirstSource + 1, turn);
                break;
            default:
                CombineOne(result, in args, turn);
                break;
        }
    }

    // Toggling alone would let a bit through that three sources have: those that met a second one are kept aside and taken away.
    private static void CombineOne(Span<byte> result, scoped in ArgReader args, KeyTurn turn)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(2 * result.Length);
        Span<byte> twice = rented.AsSpan(0, result.Length), both = rented.AsSpan(result.Length, result.Length);
        twice.Clear();
        for (int i = FirstSource; i < args.Request.Count; i++)
        {
            ReadOnlySpan<byte> source = Source(in args, i, turn);
            result.CopyTo(both);
            BitFold.Fold<AndFold>(both, source);
            BitFold.Fold<OrFold>(twice, both);
            BitFold.Fold<XorFold>(result, source);
        }
        BitFold.Fold<ExceptFold>(result, twice);
        ArrayPool<byte>.Shared.Return(rented);
    }

    private static void FoldFrom<T>(Span<byte> result, scoped in ArgReader args, int first, KeyTurn turn) where T : struct, IBitFold
    {
        for (int i = first; i < args.Request.Count; i++) BitFold.Fold<T>(result, Source(in args, i, turn));
    }

    // A string, as TryMeasure has found.
    private static ReadOnlySpan<byte> Source(scoped in ArgReader args, int position, KeyTurn turn)
    {
        turn.Peek(args.Request[position]).TryGetString(out ReadOnlySpan<byte> source);
        return source;
    }
}
