// XREAD [COUNT count] [BLOCK milliseconds] STREAMS key [key ...] id [id ...]
//
// What came behind an id, from several streams; streams without news are left out of the reply. `$` is the last id there is when the command
// comes, so it only makes sense with BLOCK: what it was is pinned for as long as the command waits, for it runs again when entries come. Then
// one stream is replied, whichever has any.

using ActorKv.Core.Commands.Streams.Shared;
using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.Streams;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Streams;

internal sealed class XReadCommand : IKeyCommand
{
    private static ReadOnlySpan<byte> NewOnes => "ERR The > ID can be specified only when calling XREADGROUP using the GROUP <group> <consumer> option."u8;

    public static CommandSpec Spec { get; } = new("XREAD")
    {
        Group = CommandGroup.Stream, Since = "5.0.0", Complexity = "O(log N + M) for each stream, N its nodes, M the entries returned.",
        Summary = "Returns entries behind given ids from several streams, and may wait for some.",
        Syntax = "[COUNT count] [BLOCK milliseconds] STREAMS key [key ...] id [id ...]",
        Arity = -4, Flags = CommandFlags.ReadOnly | CommandFlags.Blocking | CommandFlags.MovableKeys,
        Keys = [new KeySpec { Access = KeyAccess.Read, Search = KeySearch.Keyword, Keyword = "STREAMS", Begin = 1, Range = new KeyRange(-1, 1, 2) }],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        if (!StreamReadArguments.TryRead(ref args, turn, ofGroup: false, out StreamReadArguments read)) return;
        if (!turn.IsRetry && !TryCheck(turn, in read)) return;
        int streams = 0;
        for (int i = 0; i < read.Streams; i++) streams += TryFindNews(turn, in read, i, counts: !turn.IsRetry, out _, out _) ? 1 : 0;
        if (turn.IsRetry) streams = Math.Min(streams, 1);
        if (streams == 0)
        {
            Wait(turn, in read);
            return;
        }
        StreamReadReply.Begin(turn.Reply, streams);
        for (int i = 0; streams > 0; i++)
        {
            if (!TryFindNews(turn, in read, i, counts: false, out EntryStream stream, out StreamId after)) continue;
            StreamReadReply.BeginStream(turn.Reply, read.Key(i));
            after.TryNext(out StreamId start);
            StreamRange.Reply(turn.Reply, new StreamCursor(stream, start, StreamId.Max, reverse: false), read.Count);
            streams--;
        }
    }

    private static bool TryCheck(KeyTurn turn, in StreamReadArguments read)
    {
        for (int i = 0; i < read.Streams; i++)
        {
            if (!turn[read.Key(i)].TryGet(out EntryStream? _)) return false;
            ReadOnlySpan<byte> id = read.Id(i);
            if (id.SequenceEqual("$"u8)) continue;
            if (id.SequenceEqual(">"u8))
            {
                turn.Reply.Error(NewOnes);
                return false;
            }
            if (!StreamIdArgument.TryRead(id, turn, out _)) return false;
        }
        return true;
    }

    // In a retry the last id counts, as in Redis, even when its entry was deleted in the same turn: then there is news of no entries.
    private static bool TryFindNews(KeyTurn turn, in StreamReadArguments read, int index, bool counts, out EntryStream stream, out StreamId after)
    {
        stream = null!;
        after = StreamId.Max;
        KeyEntry key = counts ? turn.Read(read.Key(index)) : turn.Again(read.Key(index));
        if (!key.TryGetAwaited(out EntryStream? found) || found is null) return false;
        stream = found;
        if (turn.Pinned is StreamId[] pinned) after = pinned[index];
        else if (read.Id(index).SequenceEqual("$"u8)) return false;
        else after = StreamIdArgument.Parse(read.Id(index));
        return (turn.IsRetry ? stream.LastId : stream.LastEntryId()) > after;
    }

    private static void Wait(KeyTurn turn, in StreamReadArguments read)
    {
        if (read.Timeout < 0 || !turn.MayBlock)
        {
            turn.Reply.NullArray();
            return;
        }
        if (turn.Pinned is not StreamId[] after)
        {
            after = new StreamId[read.Streams];
            for (int i = 0; i < after.Length; i++)
            {
                if (!StreamIdArgument.TryParse(read.Id(i), 0, allowEnds: false, out after[i])) after[i] = (turn.Again(read.Key(i)).Value as EntryStream)?.LastId ?? StreamId.Zero;
            }
        }
        turn.Block(new BlockRequest(DataType.Stream, read.TakeKeys(), read.Timeout, static reply => reply.NullArray(), after));
    }
}
