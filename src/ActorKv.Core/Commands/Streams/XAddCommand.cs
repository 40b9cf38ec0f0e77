// XADD key [NOMKSTREAM] [KEEPREF | DELREF | ACKED] [<MAXLEN | MINID> [= | ~] threshold [LIMIT count]] <* | id> field value [field value ...]
//
// Appends an entry and may trim the stream in the same turn. Ids only grow: `*` is the turn's time, or when the clock is behind the last
// id, the id right after it. The effect names the id, and the trimming by what it came to.

using ActorKv.Core.Commands.Streams.Shared;
using ActorKv.Core.DataTypes.Streams;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Streams;

internal sealed class XAddCommand : IKeyCommand
{
    private static ReadOnlySpan<byte> ZeroId => "ERR The ID specified in XADD must be greater than 0-0"u8;

    private static ReadOnlySpan<byte> Exhausted => "ERR The stream has exhausted the last possible ID, unable to add more items"u8;

    private static ReadOnlySpan<byte> NotGreater => "ERR The ID specified in XADD is equal or smaller than the target stream top item"u8;

    private static ReadOnlySpan<byte> TooLarge => "ERR Elements are too large to be stored"u8;

    private enum IdForm { Auto, AutoSequence, Given }

    public static CommandSpec Spec { get; } = new("XADD")
    {
        Group = CommandGroup.Stream, Since = "5.0.0", Complexity = "O(1) to append; O(N) when trimming, N the entries removed.",
        Summary = "Appends an entry to a stream, which it makes when the key is missing, and may trim the stream.",
        Syntax = "key [NOMKSTREAM] [KEEPREF | DELREF | ACKED] [<MAXLEN | MINID> [= | ~] threshold [LIMIT count]] <* | id> field value [field value ...]",
        Arity = -5, Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Change)],
        Tips = ["nondeterministic_output"],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> name = args.Next();
        if (!TryReadOptions(ref args, turn, out bool create, out StreamTrim trim, out IdForm form, out StreamId id)) return;
        if (args.Remaining < 2 || args.Remaining % 2 == 1)
        {
            turn.Reply.Error(Errors.WrongArity("xadd"));
            return;
        }
        if (form == IdForm.Given && id == StreamId.Zero)
        {
            turn.Reply.Error(ZeroId);
            return;
        }
        KeyEntry key = turn[name];
        if (!key.TryGet(out EntryStream? stream)) return;
        if (stream is null && !create)
        {
            turn.Reply.Null();
            return;
        }
        StreamFields fields = new(args.Request, args.Position);
        if (!TryChooseId(turn, stream?.LastId ?? StreamId.Zero, form, ref id)) return;
        if (fields.TextLength > StreamNodeLimit.MaxBytes)
        {
            turn.Reply.Error(TooLarge);
            return;
        }
        if (stream is null) key.Put(stream = new EntryStream());
        else turn.ReportReady(in key);
        stream.Append(id, fields, new StreamNodeLimit(turn.Settings.StreamNodeMaxBytes, turn.Settings.StreamNodeMaxEntries));
        TrimEffect trimmed = TrimEffect.Trim(stream, in trim, out long removed);
        Span<byte> text = stackalloc byte[StreamId.MaxTextLength];
        ReadOnlySpan<byte> idText = id.Format(text);
        if (turn.BeginLog(in key, "XADD"u8, trimmed.Words + 1 + args.Remaining))
        {
            trimmed.AddTo(turn.Effects);
            turn.Effects.Add(idText);
            while (!args.AtEnd) turn.Effects.Add(args.Next());
        }
        turn.Notify(KeyEvents.Stream, "xadd"u8, in key);
        if (removed > 0) turn.Notify(KeyEvents.Stream, "xtrim"u8, in key);
        turn.Reply.Bulk(idText);
    }

    private static bool TryReadOptions(ref ArgReader args, KeyTurn turn, out bool create, out StreamTrim trim, out IdForm form, out StreamId id)
    {
        create = true;
        trim = default;
        form = IdForm.Auto;
        id = default;
        TrimOptions options = default;
        while (!args.AtEnd)
        {
            if (args.NextIs("*"u8)) break;
            OptionReading read = options.Next(ref args, turn);
            if (read == OptionReading.Failed) return false;
            if (read == OptionReading.Read) continue;
            if (args.NextIs("NOMKSTREAM"u8))
            {
                create = false;
                continue;
            }
            if (!StreamIdArgument.TryReadNew(args.Next(), turn, out id, out bool isSequenceGiven)) return false;
            form = isSequenceGiven ? IdForm.Given : IdForm.AutoSequence;
            break;
        }
        return options.TryFinish(turn, required: false, out trim);
    }

    private static bool TryChooseId(KeyTurn turn, StreamId last, IdForm form, ref StreamId id)
    {
        if (last == StreamId.Max) return Fail(turn, Exhausted);
        if (form == IdForm.Auto)
        {
            id = new StreamId((ulong)turn.Now, 0);
            if (id.Milliseconds <= last.Milliseconds) last.TryNext(out id);
        }
        else if (form == IdForm.AutoSequence && id.Milliseconds == last.Milliseconds)
        {
            // The millisecond has no id left. The words are Redis', which mistakes this error for the other.
            if (last.Sequence == ulong.MaxValue) return Fail(turn, TooLarge);
            id = last with { Sequence = last.Sequence + 1 };
        }
        return id > last || Fail(turn, NotGreater);
    }

    private static bool Fail(KeyTurn turn, ReadOnlySpan<byte> error)
    {
        turn.Reply.Error(error);
        return false;
    }
}
