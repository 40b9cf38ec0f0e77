// What SCAN and the commands that walk inside one key (HSCAN, SSCAN, ZSCAN) share: how a call begins, how far
// it goes, and how its reply begins.
//
// A call ends after COUNT entries were seen, matching or not, or ten times as many buckets, so a table that has emptied costs no more
// than a full one. What is packed has no buckets: it comes back whole, whatever COUNT says, with the cursor 0.

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ActorKv.Core.DataTypes;
using ActorKv.Core.Tables;
using ActorKv.Core.Turns;
using ActorKv.Protocol;

namespace ActorKv.Core.Commands.Generic.Shared;

internal static class TableScan
{
    private const int BucketsPerEntry = 10;

    /// <summary>Reads key and cursor, and looks the key up. False when the reply is written: an error, or the end of a walk over nothing. The
    /// options are the caller's to read, and nobody looks at them when the key is missing.</summary>
    public static bool TryBegin<T>(ref ArgReader args, KeyTurn turn, [NotNullWhen(true)] out T? value, out ulong cursor) where T : KeyedValue
    {
        value = null;
        ReadOnlySpan<byte> name = args.Next();
        if (!ScanOptions.TryReadCursor(args.Next(), out cursor))
        {
            turn.Reply.Error(Errors.InvalidCursor);
            return false;
        }
        if (!turn[name].TryGet(out value)) return false;
        if (value is not null) return true;
        BeginReply(turn.Reply, 0);
        turn.Reply.Array(0);
        return false;
    }

    /// <summary>Walks on from a cursor, adds the numbers of the entries it sees to <paramref name="found"/>, and returns the next cursor.</summary>
    public static ulong Walk<TEntry>(PagedTable<TEntry> table, ulong cursor, long count, List<int> found)
        where TEntry : struct, ITableEntry
    {
        uint bucket = (uint)cursor;
        long buckets = count > long.MaxValue / BucketsPerEntry ? long.MaxValue : count * BucketsPerEntry;
        do bucket = table.Scan(bucket, found);
        while (bucket != 0 && found.Count < count && buckets-- > 0);
        return bucket;
    }

    /// <summary>Begins a reply of a cursor and an array, which the caller writes.</summary>
    public static void BeginReply(RespWriter reply, ulong cursor)
    {
        Span<byte> digits = stackalloc byte[20];
        cursor.TryFormat(digits, out int length, default, CultureInfo.InvariantCulture);
        reply.Array(2);
        reply.Bulk(digits[..length]);
    }
}
