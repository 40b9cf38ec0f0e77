// XCLAIM key group consumer min-idle-time id [id ...] [IDLE ms] [TIME unix-time-milliseconds] [RETRYCOUNT count] [FORCE] [JUSTID] [LASTID id]
//
// Gives pending entries to another consumer, if nobody has touched them for long enough. FORCE makes an entry pending that was not; one
// that is gone from the stream ceases to be pending. It is also the effect of all that makes entries pending (Shared/GroupEffects.cs): in
// replay the time is taken as it is, and not held against a clock.

using ActorKv.Core.Commands.Streams.Shared;
using ActorKv.Core.DataTypes.Streams;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Streams;

internal sealed class XClaimCommand : IKeyCommand
{
    private static ReadOnlySpan<byte> BadMinIdle => "ERR Invalid min-idle-time argument for XCLAIM"u8;

    private static ReadOnlySpan<byte> BadIdle => "ERR Invalid IDLE option argument for XCLAIM"u8;

    private static ReadOnlySpan<byte> BadTime => "ERR Invalid TIME option argument for XCLAIM"u8;

    private static ReadOnlySpan<byte> BadRetryCount => "ERR Invalid RETRYCOUNT option argument for XCLAIM"u8;

    private struct Options
    {
        public long MinIdle, Time;
        public long? RetryCount;
        public bool Force, JustId;
        public StreamId LastId;
    }

    public static CommandSpec Spec { get; } = new("XCLAIM")
    {
        Group = CommandGroup.Stream, Since = "5.0.0", Complexity = "O(log N) for each id, N what the group has pending.",
        Summary = "Gives pending entries to a consumer, as if it had read them.",
        Syntax = "key group consumer min-idle-time id [id ...] [IDLE ms] [TIME unix-time-milliseconds] [RETRYCOUNT count] [FORCE] [JUSTID] [LASTID id]",
        Arity = -6, Flags = CommandFlags.Write | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Change)],
        Tips = ["nondeterministic_output"],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn.Read(args.Next());
        if (!GroupLookup.TryGetBoth(in key, args.Next(), turn, out EntryStream stream, out StreamGroup group)) return;
        ReadOnlySpan<byte> consumer = args.Next();
        Options options = new() { Time = -1 };
        if (!args.TryNextInt64(out options.MinIdle))
        {
            turn.Reply.Error(BadMinIdle);
            return;
        }
        int first = args.Position;
        while (!args.AtEnd && StreamIdArgument.TryParse(args.Peek(), 0, allowEnds: false, out _)) args.Next();
        int ids = args.Position - first;
        if (!TryReadOptions(ref args, turn, ref options)) return;
        if (options.LastId > group.LastId)
        {
            group.LastId = options.LastId;
            GroupEffects.LogPosition(turn, in key, group);
        }
        IdList claimed = new(ids);
        StreamConsumer? claimer = null;
        for (int i = 0; i < ids; i++)
        {
            StreamId id = StreamIdArgument.Parse(args.Request[first + i]);
            if (TryClaim(turn, in key, stream, group, consumer, ref claimer, id, in options)) claimed.Add(id);
        }
        ClaimReply.Write(turn.Reply, stream, in claimed, options.JustId);
        claimed.Dispose();
    }

    private static bool TryReadOptions(ref ArgReader args, KeyTurn turn, ref Options options)
    {
        while (!args.AtEnd)
        {
            bool more = args.Remaining > 1;
            if (args.NextIs("FORCE"u8)) options.Force = true;
            else if (args.NextIs("JUSTID"u8)) options.JustId = true;
            else if (more && args.NextIs("IDLE"u8))
            {
                if (!args.TryNextInt64(out long idle)) return Fail(turn, BadIdle);
                options.Time = unchecked(turn.Now - idle);
            }
            else if (more && args.NextIs("TIME"u8))
            {
                if (!args.TryNextInt64(out options.Time)) return Fail(turn, BadTime);
            }
            else if (more && args.NextIs("RETRYCOUNT"u8))
            {
                if (!args.TryNextInt64(out long count)) return Fail(turn, BadRetryCount);
                options.RetryCount = count >= 0 || turn.Replaying ? count : null;
            }
            else if (more && args.NextIs("LASTID"u8))
            {
                if (!StreamIdArgument.TryRead(args.Next(), turn, out options.LastId)) return false;
            }
            else return Fail(turn, (ReadOnlySpan<byte>)[.. "ERR Unrecognized XCLAIM option '"u8, .. StreamIdArgument.CutAtNul(args.Peek()), .. "'"u8]);
        }
        if (!turn.Replaying && (options.Time < 0 || options.Time > turn.Now)) options.Time = turn.Now;
        return true;
    }

    private static bool TryClaim(
        KeyTurn turn, scoped in KeyEntry key, EntryStream stream, StreamGroup group, ReadOnlySpan<byte> name, ref StreamConsumer? claimer, StreamId id,
        in Options options)
    {
        PendingEntry? entry = group.Pending.Find(id);
        if (entry is null && !options.Force) return false;
        if (!stream.Contains(id))
        {
            if (!group.Acknowledge(id)) return false;
            GroupEffects.LogRemoval(turn, in key, group, id);
            return false;
        }
        if (entry is not null && options.MinIdle > 0 && turn.Now - entry.DeliveryTime < options.MinIdle) return false;
        claimer ??= GroupEffects.Consumer(turn, in key, group, name);
        entry ??= group.GetOrAdd(id);
        entry.DeliveryTime = options.Time;
        if (options.RetryCount is { } count) entry.Deliveries = count;
        else if (!options.JustId) entry.Deliveries++;
        StreamGroup.Assign(entry, claimer);
        GroupEffects.LogClaim(turn, in key, group, entry);
        return true;
    }

    private static bool Fail(KeyTurn turn, ReadOnlySpan<byte> error)
    {
        turn.Reply.Error(error);
        return false;
    }
}
