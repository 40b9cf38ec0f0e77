// The replies of all key shards to one request, made into one as the command's tips say (COMMAND INFO, request_policy and response_policy):
//
//   agg_sum           DBSIZE                        the sum
//   all_succeeded     FLUSHALL, FLUSHDB             OK, or the first error
//   none, order free  KEYS                          one array behind the other
//   none, random      RANDOMKEY                     the reply of a shard that has keys, any of them: a shard with few keys counts as much as one with many
//   special           SCAN                          the walk takes one key shard after the other; the cursor says which
//
// An error of any shard is the reply, since what the others say is not the whole truth then.

using System.Globalization;
using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Core.DataTypes;
using ActorKv.Protocol;

namespace ActorKv.Engine.Routing;

internal enum MergePolicy { Sum, AllSucceeded, Concatenate, Any, Walk }

internal sealed class ReplyMerge
{
    private const int DefaultCount = 10;

    private readonly MergePolicy _policy;
    private readonly int _shards;
    private readonly RespWriter _writer = new();
    private readonly List<Reply> _items = [];
    private byte[]? _error;
    private byte[]? _last;
    private long _sum;
    private long _wanted;
    private ulong _cursor;
    private int _missing;
    private int _some;

    private ReplyMerge(MergePolicy policy, int shards, int version)
    {
        _policy = policy;
        _shards = shards;
        _missing = shards;
        _writer.Version = version;
    }

    /// <summary>The key shard that is asked first and alone, or -1 when all are asked at once.</summary>
    public int FirstShard { get; private init; } = -1;

    /// <summary>How the replies to a request become one; null when nobody can say.</summary>
    /// <param name="command">What is asked.</param>
    /// <param name="request">How it is asked.</param>
    /// <param name="shards">How many key shards answer.</param>
    /// <param name="version">The RESP version of the replies, and of their sum.</param>
    public static ReplyMerge? For(CommandSpec command, Request request, int shards, int version)
    {
        if (command is { Name: "SCAN", Container: null }) return ForWalk(request, shards, version);
        if (!command.Tips.Contains("request_policy:all_shards")) return null;
        MergePolicy? policy = command.Tips switch
        {
            var tips when tips.Contains("response_policy:agg_sum") => MergePolicy.Sum,
            var tips when tips.Contains("response_policy:all_succeeded") => MergePolicy.AllSucceeded,
            var tips when tips.Contains("nondeterministic_output_order") => MergePolicy.Concatenate,
            var tips when tips.Contains("nondeterministic_output") => MergePolicy.Any,
            _ => null,
        };
        return policy is { } known ? new ReplyMerge(known, shards, version) : null;
    }

    /// <summary>Adds the reply of a key shard. True when <see cref="Take"/> has the whole.</summary>
    /// <param name="reply">One reply, RESP.</param>
    /// <param name="next">The key shard to ask now with <see cref="NextRequest"/>, or -1.</param>
    public bool Add(ReadOnlySpan<byte> reply, out int next)
    {
        next = -1;
        int at = 0;
        if (_error is null && (!RespReader.TryRead(reply, ref at, out Reply read) || read.Kind == ReplyKind.Error || !TryAdd(read, reply))) _error = reply.ToArray();
        if (_policy != MergePolicy.Walk) return --_missing == 0;
        if (_error is not null || _cursor == 0 || _items.Count >= _wanted) return true;
        next = (int)(_cursor % (ulong)_shards);
        return false;
    }

    /// <summary>The request for the next key shard of a walk: the same with the cursor where the walk is.</summary>
    public Request NextRequest(Request first)
    {
        Request next = new();
        for (int i = 0; i < first.Count; i++) next.AddOwn(i == 1 ? Encoding.ASCII.GetBytes(_cursor.ToString(CultureInfo.InvariantCulture)) : first[i].ToArray());
        return next;
    }

    /// <summary>The one reply.</summary>
    public byte[] Take()
    {
        if (_error is { } error) return error;
        switch (_policy)
        {
            case MergePolicy.Sum:
                _writer.Integer(_sum);
                break;
            case MergePolicy.AllSucceeded:
                _writer.Ok();
                break;
            case MergePolicy.Any when _last is null:
                _writer.Null();
                break;
            case MergePolicy.Any:
                return _last;
            case MergePolicy.Walk:
                _writer.Array(2);
                _writer.Bulk(_cursor.ToString(CultureInfo.InvariantCulture));
                WriteItems();
                break;
            default:
                WriteItems();
                break;
        }
        return _writer.TakeAll();
    }

    private static ReplyMerge? ForWalk(Request request, int shards, int version)
    {
        if (!ulong.TryParse(request[1], NumberStyles.None, CultureInfo.InvariantCulture, out ulong cursor)) cursor = 0;
        long wanted = DefaultCount;
        for (int i = 2; i + 1 < request.Count; i += 2)
            if (Ascii.EqualsIgnoreCase(request[i], "COUNT"u8) && Numbers.TryParseInt64(request[i + 1], out long count)) wanted = count;
        return new ReplyMerge(MergePolicy.Walk, shards, version) { _cursor = cursor, _wanted = wanted, FirstShard = (int)(cursor % (ulong)shards) };
    }

    private bool TryAdd(Reply read, ReadOnlySpan<byte> reply)
    {
        switch (_policy)
        {
            case MergePolicy.Sum:
                _sum += read.Integer;
                return true;
            case MergePolicy.AllSucceeded:
                return true;
            case MergePolicy.Any:
                // Each of those that have keys is as likely: the n-th replaces what is there with one chance in n.
                if (read.Kind != ReplyKind.Null && Random.Shared.Next(++_some) == 0) _last = reply.ToArray();
                return true;
            case MergePolicy.Walk:
                _items.AddRange(read.Items[1].Items);
                return ulong.TryParse(read.Items[0].Bytes, NumberStyles.None, CultureInfo.InvariantCulture, out _cursor);
            default:
                _items.AddRange(read.Items);
                return true;
        }
    }

    private void WriteItems()
    {
        _writer.Array(_items.Count);
        foreach (Reply item in _items) _writer.Bulk(item.Bytes);
    }
}
