// The reply to one AKV.CHANGES, while it is being filled from rows of the journal:
//
//   [ next position, [ [ position, index, time, database, [ command … ], [ key … ] ] … ] ]
//
// A turn is on a page whole or not at all, so the page is full when it has enough, never in the middle of a turn. What the filter holds back moves the
// position too: a reader with a narrow pattern does not get the same rows again.
//
// FLUSHDB and SWAPDB stand in the journal once for each key shard that had keys, in ascending order. Such a run is told as one command: the
// other key shards have nothing that it could touch.

using System.Runtime.InteropServices;
using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Core.Turns;
using ActorKv.Engine.Commits;
using ActorKv.Protocol;

namespace ActorKv.Engine.Feeds;

internal sealed class FeedPage(CommandTable commands, FeedFilter filter, long position, long most)
{
    private const long MaxBytes = 1024 * 1024;

    private readonly Request _effect = new();
    private readonly List<int> _changed = [];
    private readonly RespWriter _body = new();
    private string? _run;          // a command for all key shards that is being told
    private int _runShard;
    private long _count;

    /// <summary>Everything up to here has been looked at.</summary>
    public long Position { get; private set; } = position;

    /// <summary>Bytes that have been looked at.</summary>
    public long Scanned { get; private set; }

    public bool IsEmpty => _count == 0;

    public bool IsFull => _count >= most || _body.Pending >= MaxBytes;

    /// <summary>Goes back, or on, to where the changes that are kept begin. Only while nothing has been looked at.</summary>
    public void BeginAt(long oldest) => Position = oldest;

    /// <summary>Takes the turns of a row that are behind <see cref="Position"/>, until the page is full.</summary>
    public void Take(in JournalRow row)
    {
        if (!MemoryMarshal.TryGetArray(row.Payload, out ArraySegment<byte> payload)) throw new ArgumentException("The row's payload is no array.", nameof(row));
        int at = payload.Offset, end = at + payload.Count;
        for (long lsn = row.FirstLsn; lsn <= row.LastLsn && !IsFull; lsn++)
        {
            int length = TurnLength.Read(payload.Array!, ref at, end);
            if (lsn > Position)
            {
                TakeTurn(new EffectReader(payload.Array!, at, length), lsn, row.Time);
                Position = lsn;
                Scanned += length;
            }
            at += length;
        }
    }

    /// <summary>Writes the page. Once.</summary>
    public void WriteTo(RespWriter reply)
    {
        WriteHead(reply, Position, (int)_count);
        reply.Append(_body);
    }

    /// <summary>Writes a page without changes.</summary>
    public static void WriteEmpty(RespWriter reply, long position) => WriteHead(reply, position, 0);

    private static void WriteHead(RespWriter reply, long position, int changes)
    {
        reply.Array(2);
        reply.Integer(position);
        reply.Array(changes);
    }

    private void TakeTurn(EffectReader effects, long lsn, long time)
    {
        _run = null;
        for (int index = 0; effects.TryRead(_effect);)
        {
            CommandSpec spec = SpecOf(_effect);
            if (spec.Keys.Length == 0 && GoesOn(effects.Shard, effects.Database)) continue;
            if (spec.Keys.Length > 0) _run = null;
            if (filter.Tells(spec, _effect, _changed)) Tell(lsn, index, time, effects.Database);
            index++;
        }
    }

    private CommandSpec SpecOf(Request effect)
    {
        Command command = commands.Find(effect[0])!;
        return (command.IsContainer ? command.FindSubcommand(effect[1])! : command).Spec;
    }

    // True when the effect is the same command as the one before, in a later key shard.
    private bool GoesOn(int shard, int database)
    {
        StringBuilder text = new();
        text.Append(database);
        for (int i = 0; i < _effect.Count; i++) text.Append(' ').Append(Encoding.Latin1.GetString(_effect[i]));
        string run = text.ToString();
        bool goesOn = run == _run && shard > _runShard;
        (_run, _runShard) = (run, shard);
        return goesOn;
    }

    private void Tell(long lsn, int index, long time, int database)
    {
        _count++;
        _body.Array(6);
        _body.Integer(lsn);
        _body.Integer(index);
        _body.Integer(time);
        _body.Integer(database);
        FeedCommand.Write(_body, _effect);
        _body.Array(_changed.Count);
        foreach (int at in _changed) _body.Bulk(_effect[at]);
    }
}
