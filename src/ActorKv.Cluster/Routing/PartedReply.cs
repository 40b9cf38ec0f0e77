// One reply, made of those of many key shards or nodes.
//
//   every key shard           DBSIZE, KEYS, SCAN …                as ReplyMerge says
//   split by key shard        DEL EXISTS UNLINK TOUCH             the sum
//                             MGET                                each value in the place of its key
//                             MSET                                OK
//   every node                SCRIPT LOAD, SCRIPT FLUSH           the reply of any: all say the same
//                             SCRIPT EXISTS                       1 where every node says so
//                             SCRIPT KILL, FUNCTION KILL          OK when one of them has killed something, else what the last says
//
// An error of any is the reply, since what the others say is not the whole truth then.

using ActorKv.Engine.Routing;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Cluster.Routing;

/// <param name="hole">The place of the whole.</param>
internal abstract class PartedReply(ReplyHole hole)
{
    public ReplyHole Hole => hole;

    /// <summary>Adds a part. The whole when it was the last, otherwise null.</summary>
    /// <param name="part">Which.</param>
    /// <param name="reply">RESP.</param>
    /// <param name="next">The key shard to ask now with <see cref="NextRequest"/>, or -1.</param>
    public abstract byte[]? Add(int part, byte[] reply, out int next);

    public virtual Request NextRequest() => throw new InvalidOperationException("There is no next request.");

    protected static Reply Read(byte[] reply)
    {
        int at = 0;
        return RespReader.TryRead(reply, ref at, out Reply read) ? read : throw new FormatException("A node gave half a reply.");
    }

    protected static bool IsError(byte[] reply) => reply is [(byte)'-', ..];
}

/// <summary>Those of every key shard.</summary>
internal sealed class ShardsReply(ReplyHole hole, ReplyMerge merge, Request? walk) : PartedReply(hole)
{
    public override byte[]? Add(int part, byte[] reply, out int next) => merge.Add(reply, out next) ? merge.Take() : null;

    public override Request NextRequest() => merge.NextRequest(walk!);
}

/// <summary>Those of the key shards that a request was split among.</summary>
/// <param name="hole">The place of the whole.</param>
/// <param name="positions">For each part, which of the request's keys it has.</param>
/// <param name="keys">How many keys there are.</param>
/// <param name="version">The RESP version.</param>
internal sealed class SplitReply(ReplyHole hole, IReadOnlyList<List<int>> positions, int keys, int version) : PartedReply(hole)
{
    private readonly Reply?[] _values = new Reply?[keys];
    private byte[]? _error;
    private Reply? _last;
    private long _sum;
    private int _missing = positions.Count;

    public override byte[]? Add(int part, byte[] reply, out int next)
    {
        next = -1;
        if (IsError(reply)) _error ??= reply;
        else
        {
            _last = Read(reply);
            if (_last.Kind == ReplyKind.Integer) _sum += _last.Integer;
            else if (_last.Kind == ReplyKind.Array)
            {
                for (int i = 0; i < positions[part].Count; i++) _values[positions[part][i]] = _last.Items[i];
            }
        }
        return --_missing > 0 ? null : _error ?? Take();
    }

    private byte[] Take()
    {
        RespWriter writer = new() { Version = version };
        if (_last!.Kind == ReplyKind.Integer) writer.Integer(_sum);
        else if (_last.Kind == ReplyKind.SimpleString) writer.Ok();
        else
        {
            writer.Array(_values.Length);
            foreach (Reply? value in _values)
            {
                if (value is { Kind: ReplyKind.Bulk }) writer.Bulk(value.Bytes);
                else writer.Null();
            }
        }
        return writer.TakeAll();
    }
}

internal enum NodesPolicy { All, And, One }

/// <summary>Those of every node.</summary>
internal sealed class NodesReply(ReplyHole hole, NodesPolicy policy, int nodes) : PartedReply(hole)
{
    private byte[]? _reply, _error;
    private long[]? _flags;
    private int _missing = nodes;

    public override byte[]? Add(int part, byte[] reply, out int next)
    {
        next = -1;
        if (IsError(reply)) _error = reply;
        else if (reply.Length > 0)
        {
            _reply = reply;
            if (policy == NodesPolicy.And) And(Read(reply));
        }
        if (--_missing > 0) return null;
        return policy == NodesPolicy.One ? _reply ?? _error : _error ?? (policy == NodesPolicy.And ? Flags() : _reply);
    }

    private void And(Reply reply)
    {
        _flags ??= [.. reply.Items.Select(static _ => 1L)];
        for (int i = 0; i < _flags.Length; i++) _flags[i] &= reply.Items[i].Integer;
    }

    private byte[] Flags()
    {
        RespWriter writer = new();
        writer.Array(_flags!.Length);
        foreach (long flag in _flags) writer.Integer(flag);
        return writer.TakeAll();
    }
}
