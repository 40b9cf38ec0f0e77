// Walks over the entries from one id to another, both included, in either direction. Deleted entries are passed over. A change of the stream
// invalidates it.
//
// RESP wants the number of entries before the first one: CountLeft tells it from the nodes' counters and looks only at the entries of the
// two nodes that the range cuts.

using ActorKv.Protocol;

namespace ActorKv.Core.DataTypes.Streams;

internal ref struct StreamCursor
{
    private readonly EntryStream _stream;
    private readonly StreamId _from, _to;
    private readonly bool _reverse;
    private StreamNodeReader _reader;
    private int _node, _lastNode;       // the node that is being read, and the one to end with
    private bool _read;                 // the reader stands at an entry that MoveNext has not given out

    public StreamCursor(EntryStream stream, StreamId from, StreamId to, bool reverse)
    {
        _stream = stream;
        _from = from;
        _to = to;
        _reverse = reverse;
        int first = Math.Max(0, stream.FindNode(from)), last = stream.FindNode(to);
        _node = reverse ? last : first;
        _lastNode = reverse ? first : last;
        if (from > to || first > last) _node = _lastNode = -1;
        else Seek();
    }

    public readonly StreamId Id => _reader.Id;

    /// <summary>The fields and values of the entry.</summary>
    public readonly StreamFieldReader Fields => _reader.Fields;

    public bool MoveNext()
    {
        while (_node >= 0)
        {
            while (_read || Step())
            {
                _read = false;
                if (_reverse ? _reader.Id < _from : _reader.Id > _to) return End();
                if (!_reader.IsDeleted) return true;
            }
            if (_node == _lastNode) return End();
            _node += _reverse ? -1 : 1;
            Open();
        }
        return false;
    }

    /// <summary>Number of entries that are still to come, of a cursor that has not moved; no more than <paramref name="limit"/> are counted.</summary>
    public readonly long CountLeft(long limit)
    {
        long count = 0;
        for (int node = _node; node >= 0 && count < limit; node += _reverse ? -1 : 1)
        {
            count += node == _node || node == _lastNode ? CountIn(node, limit - count) : _stream.Node(node).Count;
            if (node == _lastNode) break;
        }
        return Math.Min(count, limit);
    }

    /// <summary>Replies the entry: its id, and its fields and values.</summary>
    public readonly void Reply(RespWriter reply)
    {
        Span<byte> text = stackalloc byte[StreamId.MaxTextLength];
        reply.Array(2);
        reply.Bulk(_reader.Id.Format(text));
        reply.Array(2 * _reader.FieldCount);
        StreamFieldReader fields = _reader.Fields;
        while (fields.MoveNext())
        {
            fields.Field.Reply(reply);
            fields.Value.Reply(reply);
        }
    }

    // Of a node that the range may cut. One that it does not cut says its count itself.
    private readonly long CountIn(int node, long limit)
    {
        ref StreamNode counted = ref _stream.Node(node);
        bool wholeEnd = node + 1 < _stream.NodeCount ? _stream.Node(node + 1).First <= _to : _stream.LastId <= _to;
        if (_from <= counted.First && wholeEnd) return counted.Count;
        long count = 0;
        StreamNodeReader entries = node == _node ? _reader : _stream.Read(node);
        if (node == _node && _read) count += IsCounted(in entries) ? 1 : 0;
        else if (_reverse) entries.MoveToEnd();
        while (count < limit && (_reverse ? entries.MovePrevious() : entries.MoveNext()))
        {
            if (_reverse ? entries.Id < _from : entries.Id > _to) break;
            if (IsCounted(in entries)) count++;
        }
        return count;
    }

    private readonly bool IsCounted(scoped in StreamNodeReader entry) => !entry.IsDeleted && entry.Id >= _from && entry.Id <= _to;

    private bool Step() => _reverse ? _reader.MovePrevious() : _reader.MoveNext();

    private void Open()
    {
        _reader = _stream.Read(_node);
        if (_reverse) _reader.MoveToEnd();
    }

    // To the first entry of the range, which the node may not hold: then MoveNext goes on to the next one.
    private void Seek()
    {
        Open();
        while (Step())
        {
            if (_reverse ? _reader.Id > _to : _reader.Id < _from) continue;
            _read = true;
            return;
        }
    }

    private bool End()
    {
        _node = -1;
        return false;
    }
}
