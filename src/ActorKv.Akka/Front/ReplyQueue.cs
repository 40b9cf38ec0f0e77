// The replies of one connection in the order of its commands, although key shards answer in an order of their own.
//
//   session's output   +PONG | +QUEUED | $3 foo |               what the session has answered itself, and pushes
//   holes                    ^A        ^B       ^C              places of replies that key shards still owe; A is filled, B is not
//   may be sent        +PONG, A, +QUEUED                        and nothing behind B
//
// A hole knows where in the session's output it stands; the output itself is never moved.

using ActorKv.Engine.Routing;
using ActorKv.Protocol;

namespace ActorKv.Akka.Front;

/// <summary>The place of a reply that is to come.</summary>
/// <param name="position">Where it stands in the session's output.</param>
/// <param name="isSilent">True when the client wants none: CLIENT REPLY.</param>
internal sealed class Hole(long position, bool isSilent)
{
    public long Position { get; set; } = position;

    public bool IsFilled { get; private set; }

    public ReadOnlyMemory<byte> Reply { get; private set; }

    /// <summary>What makes one reply of those of all key shards, when all are asked.</summary>
    public ReplyMerge? Merge { get; init; }

    /// <summary>The request that a walk over the key shards goes on with.</summary>
    public Request? Walk { get; init; }

    public void Fill(ReadOnlyMemory<byte> reply)
    {
        if (!isSilent) Reply = reply;
        IsFilled = true;
    }
}

internal sealed class ReplyQueue(RespWriter output)
{
    // More than this in one write would only be copied once more on its way.
    private const int MostPerWrite = 256 * 1024;

    private readonly Queue<Hole> _holes = new();

    /// <summary>Replies that are owed, or wait behind one that is.</summary>
    public int Count => _holes.Count;

    /// <summary>True when something may be sent.</summary>
    public bool IsReady => _holes.TryPeek(out Hole? first) ? first.IsFilled || output.Head < first.Position : output.Pending > 0;

    /// <summary>Opens a hole where the output ends now.</summary>
    public void Add(Hole hole) => _holes.Enqueue(hole);

    /// <summary>Lets what was written behind the only hole go before it: pushes, while a client waits for a blocking command.</summary>
    public void PassOnlyHole()
    {
        if (_holes.Count == 1 && _holes.TryPeek(out Hole? only) && !only.IsFilled) only.Position = output.Position;
    }

    /// <summary>Takes what may be sent now, or a good part of it; empty when there is nothing.</summary>
    public byte[] Take()
    {
        int ready = Measure(out int holes);
        if (ready == 0 && holes == 0) return [];
        byte[] bytes = GC.AllocateUninitializedArray<byte>(ready);
        int at = 0;
        for (; holes > 0; holes--)
        {
            Hole hole = _holes.Dequeue();
            at += TakeOutput(bytes.AsSpan(at), hole.Position);
            hole.Reply.Span.CopyTo(bytes.AsSpan(at));
            at += hole.Reply.Length;
        }
        if (at < ready) at += TakeOutput(bytes.AsSpan(at), output.Head + (ready - at));
        return bytes;
    }

    // Counts what stands in full before the first empty hole.
    private int Measure(out int holes)
    {
        long total = 0, from = output.Head;
        holes = 0;
        foreach (Hole hole in _holes)
        {
            total += hole.Position - from;
            from = hole.Position;
            if (!hole.IsFilled || total > MostPerWrite) return (int)Math.Min(total, Array.MaxLength);
            total += hole.Reply.Length;
            holes++;
        }
        return (int)Math.Min(total + (output.Position - from), Array.MaxLength);
    }

    private int TakeOutput(Span<byte> target, long limit)
    {
        int at = 0;
        for (ReadOnlyMemory<byte> part = output.Peek(limit); part.Length > 0; part = output.Peek(limit))
        {
            part.Span.CopyTo(target[at..]);
            at += part.Length;
            output.Advance(part.Length);
        }
        return at;
    }
}
