// Checks a node from outside, element by element, before it is trusted: that there are as many entries as it says, live and deleted, each of
// the number of elements that its end says, with known flags, its ids ascending from the node's own on.

using ActorKv.Core.DataTypes.Packed;

namespace ActorKv.Core.DataTypes.Streams;

internal ref struct StreamNodeCheck
{
    private readonly ReadOnlySpan<byte> _body;
    private int _at;
    private int _left;          // elements behind _at

    private StreamNodeCheck(ReadOnlySpan<byte> body, int elements)
    {
        _body = body;
        _left = elements;
    }

    /// <summary>Checks a listpack and makes a node of it.</summary>
    public static bool TryRead(StreamId first, ReadOnlySpan<byte> framed, out StreamNode node)
    {
        node = default;
        if (!ListPack.TryUnframe(framed, out int elements)) return false;
        ReadOnlySpan<byte> body = framed[ListPack.HeaderLength..^1];
        StreamNodeCheck check = new(body, elements);
        if (!check.TryCount(out int count) || !check.TryCount(out int deleted)) return false;
        int begin = check._at;
        if (!check.TryCount(out int fields) || fields == 0 || !check.TrySkip(fields) || !check.TryInteger(out long end) || end != 0) return false;
        StreamId previous = first;
        int live = 0, marked = 0;
        while (check._left > 0)
        {
            if (!check.TryEntry(first, fields, out StreamId id, out bool isDeleted)) return false;
            if (live + marked > 0 ? id <= previous : id < first) return false;
            previous = id;
            if (isDeleted) marked++;
            else live++;
        }
        if (live != count || marked != deleted || live + marked == 0) return false;
        node = StreamNode.Of(first, body[begin..], count, deleted, elements - 2);
        return true;
    }

    private bool TryEntry(StreamId first, int sharedFields, out StreamId id, out bool isDeleted)
    {
        id = default;
        isDeleted = false;
        int start = _at, begin = _left;
        if (!TryInteger(out long flags) || _body[start] != flags || flags > (StreamNode.DeletedFlag | StreamNode.SameFieldsFlag)) return false;
        if (!TryInteger(out long milliseconds) || !TryInteger(out long sequence)) return false;
        id = new StreamId(unchecked(first.Milliseconds + (ulong)milliseconds), unchecked(first.Sequence + (ulong)sequence));
        isDeleted = (flags & StreamNode.DeletedFlag) != 0;
        bool same = (flags & StreamNode.SameFieldsFlag) != 0;
        int fields = sharedFields;
        if (!same && !TryCount(out fields)) return false;
        if (fields == 0 || !TrySkip((same ? 1L : 2L) * fields)) return false;
        int elements = begin - _left;
        return TryInteger(out long said) && said == elements;
    }

    private bool TryCount(out int count)
    {
        bool good = TryInteger(out long value) && value is >= 0 and <= int.MaxValue;
        count = good ? (int)value : 0;
        return good;
    }

    private bool TryInteger(out long value)
    {
        value = 0;
        if (_left == 0) return false;
        PackedElement element = ListPack.Read(_body, _at);
        if (!element.IsInteger) return false;
        value = element.Integer;
        return TrySkip(1);
    }

    private bool TrySkip(long elements)
    {
        if (elements > _left) return false;
        for (long i = 0; i < elements; i++) _at += ListPack.EntryLength(_body, _at);
        _left -= (int)elements;
        return true;
    }
}
