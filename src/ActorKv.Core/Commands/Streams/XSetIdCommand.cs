// XSETID key last-id [ENTRIESADDED entries-added] [MAXDELETEDID max-deleted-id]
//
// Sets what a stream remembers beside its entries; made for whoever rebuilds a stream elsewhere. The last id may not fall behind an entry; it
// may fall behind entries that were deleted, and their ids can then be given out again.

using ActorKv.Core.Commands.Streams.Shared;
using ActorKv.Core.DataTypes.Streams;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Streams;

internal sealed class XSetIdCommand : IKeyCommand
{
    private static ReadOnlySpan<byte> NegativeAdded => "ERR entries_added must be positive"u8;

    private static ReadOnlySpan<byte> BeforeGivenDeleted => "ERR The ID specified in XSETID is smaller than the provided max_deleted_entry_id"u8;

    private static ReadOnlySpan<byte> BeforeTop => "ERR The ID specified in XSETID is smaller than the target stream top item"u8;

    private static ReadOnlySpan<byte> FewerThanLength => "ERR The entries_added specified in XSETID is smaller than the target stream length"u8;

    public static CommandSpec Spec { get; } = new("XSETID")
    {
        Group = CommandGroup.Stream, Since = "5.0.0", Complexity = "O(1)",
        Summary = "Sets the last id of a stream.",
        Syntax = "key last-id [ENTRIESADDED entries_added] [MAXDELETEDID max_deleted_entry_id]",
        Arity = -3, Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Change)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> name = args.Next();
        if (!StreamIdArgument.TryRead(args.Next(), turn, out StreamId last)) return;
        if (!TryReadOptions(ref args, turn, last, out long? added, out StreamId deleted)) return;
        KeyEntry key = turn[name];
        if (!StreamInfo.TryGetStream(in key, turn, out EntryStream stream)) return;
        if (stream.Length > 0 && last < stream.LastEntryId()) turn.Reply.Error(BeforeTop);
        else if (stream.Length > 0 && added < stream.Length) turn.Reply.Error(FewerThanLength);
        else
        {
            stream.SetLastId(last);
            if (added is { } count) stream.EntriesAdded = count;
            if (deleted != StreamId.Zero) stream.MaxDeletedId = deleted;
            turn.LogAsAsked(in key, in args);
            turn.Notify(KeyEvents.Stream, "xsetid"u8, in key);
            turn.Reply.Ok();
        }
    }

    private static bool TryReadOptions(ref ArgReader args, KeyTurn turn, StreamId last, out long? added, out StreamId deleted)
    {
        added = null;
        deleted = StreamId.Zero;
        while (!args.AtEnd)
        {
            if (args.Remaining > 1 && args.NextIs("ENTRIESADDED"u8))
            {
                if (!args.TryNextInt64(out long count)) return Fail(turn, Errors.NotAnInteger);
                if (count < 0) return Fail(turn, NegativeAdded);
                added = count;
            }
            else if (args.Remaining > 1 && args.NextIs("MAXDELETEDID"u8))
            {
                if (!StreamIdArgument.TryRead(args.Next(), turn, out deleted)) return false;
                if (last < deleted) return Fail(turn, BeforeGivenDeleted);
            }
            else return Fail(turn, Errors.Syntax);
        }
        return true;
    }

    private static bool Fail(KeyTurn turn, ReadOnlySpan<byte> error)
    {
        turn.Reply.Error(error);
        return false;
    }
}
