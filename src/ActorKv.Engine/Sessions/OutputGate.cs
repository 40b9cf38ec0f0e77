// Which part of a session's output may leave: the replies whose turns, and the turns they read from, are in the journal.
//
//   output   | +OK | $3 foo | +OK | :7 |            Release with 41 durable frees everything before the reply that waits for 42
//   needs      41     -       42    42
//              ^ freed        ^ waits, and so does what stands behind it
//
// The session goes on executing while replies wait. Only replies that have to wait get a mark; when nothing waits the gate costs one
// comparison. If a turn is taken back because the journal failed, its reply is cut out and an error put in its place.
//
// A reply that somebody else owes, who runs the command elsewhere, is a hole: a mark without bytes. What stands behind an empty hole waits like what
// stands behind an undurable reply; a filled one that is reached goes into the output, where it does not move what stands behind it
// (RespWriter.Insert), so that a thousand replies behind a slow one are not copied a thousand times.

using System.Text;
using ActorKv.Engine.Commits;
using ActorKv.Protocol;

namespace ActorKv.Engine.Sessions;

internal sealed class OutputGate(RespWriter output)
{
    private const int MostHoles = 4096;
    private const long MostBytes = 8 * 1024 * 1024;

    private readonly Queue<Mark> _marks = new();
    private int _holes;
    private long _bytes;           // that holes stand for

    private readonly record struct Mark(long Start, long End, long Lsn, ReplyHole? Hole = null);

    public bool IsClosed => _marks.Count > 0;

    /// <summary>True when a commit may open the gate, or open it further.</summary>
    public bool WaitsForCommit => _marks.TryPeek(out Mark mark) && mark.Hole is null;

    /// <summary>True when so much is owed that the session should ask for no more.</summary>
    public bool IsFull => _holes >= MostHoles || _bytes > MostBytes;

    /// <summary>The reply between two positions of the output must wait until <paramref name="lsn"/> is durable.</summary>
    public void Add(long start, long end, long lsn) => _marks.Enqueue(new Mark(start, end, lsn));

    /// <summary>Opens a hole where the output ends now.</summary>
    /// <param name="isSilent">True when the client wants no reply.</param>
    /// <param name="weight">Bytes that are held until it is filled.</param>
    public ReplyHole AddHole(bool isSilent, long weight)
    {
        ReplyHole hole = new(this, isSilent, weight);
        _marks.Enqueue(new Mark(output.Position, output.Position, 0, hole));
        _holes++;
        _bytes += weight;
        return hole;
    }

    /// <summary>Told by a hole that was filled.</summary>
    public void OnFilled(ReplyHole hole, long more)
    {
        if (hole.Reply is null) throw new ArgumentException("It is empty.", nameof(hole));
        _bytes += more;
    }

    /// <summary>Position up to which the output may be sent now.</summary>
    public long Release(CommitQueue commits)
    {
        long durable = commits.Durable;
        while (_marks.TryPeek(out Mark mark))
        {
            if (mark.Hole is { } hole)
            {
                if (hole.Reply is null) return mark.Start;
                _marks.Dequeue();
                _holes--;
                _bytes -= hole.Weight;
                output.Insert(mark.Start, hole.Reply);
            }
            else if (durable < mark.Lsn) return mark.Start;
            else if (commits.Failed(mark.Lsn, out _)) Rewrite(commits, durable);
            else _marks.Dequeue();
        }
        return output.Position;
    }

    /// <summary>Opens the gate and returns the LSN that all of the output waits for, 0 when it may go: for a transport that takes replies out before
    /// they are durable, and holds them back itself. There must be no hole.</summary>
    public long TakeAll()
    {
        long lsn = 0;
        while (_marks.TryDequeue(out Mark mark)) lsn = Math.Max(lsn, mark.Lsn);
        return lsn;
    }

    // Puts an error in the place of every reply whose turn was taken back, and moves the marks behind it.
    private void Rewrite(CommitQueue commits, long durable)
    {
        Mark[] marks = [.. _marks];
        _marks.Clear();
        long position = output.Head;
        byte[] bytes = output.TakeAll();
        int at = 0;
        foreach (Mark mark in marks)
        {
            int start = (int)(mark.Start - position), end = (int)(mark.End - position);
            output.Raw(bytes.AsSpan(at, start - at));
            long from = output.Position;
            if (mark.Hole is null && mark.Lsn <= durable && commits.Failed(mark.Lsn, out string error)) output.Error(Encoding.UTF8.GetBytes(error));
            else
            {
                output.Raw(bytes.AsSpan(start, end - start));
                _marks.Enqueue(mark with { Start = from, End = output.Position });
            }
            at = end;
        }
        output.Raw(bytes.AsSpan(at));
    }
}
