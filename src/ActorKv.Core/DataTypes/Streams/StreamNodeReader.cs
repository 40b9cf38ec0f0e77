// Reads the entries of one node, forwards or backwards, those deleted too. It looks at bytes that are trusted: what comes from outside has
// been checked whole (StreamNodeCheck.cs).
//
//   | fields | entry | entry | entry |
//            ^       ^       ^       ^        a reader stands between two entries until it has moved over one, which is then the current one

using ActorKv.Core.DataTypes.Packed;

namespace ActorKv.Core.DataTypes.Streams;

internal ref struct StreamNodeReader
{
    private readonly ReadOnlySpan<byte> _body;
    private readonly StreamId _first;
    private readonly int _sharedFields, _sharedAt, _entriesAt;
    private int _values;       // where the current entry's values begin, or its own fields
    private int _flags;

    /// <summary>A reader before the first entry.</summary>
    public StreamNodeReader(scoped in StreamNode node, ReadOnlySpan<byte> body)
    {
        _body = body;
        _first = node.First;
        int at = 0;
        _sharedFields = (int)Integer(ref at);
        _sharedAt = at;
        Skip(ref at, _sharedFields + 1);
        _entriesAt = Start = End = at;
    }

    /// <summary>Where the current entry begins: its flags.</summary>
    public int Start { get; private set; }

    /// <summary>Where the current entry ends.</summary>
    public int End { get; private set; }

    public StreamId Id { get; private set; }

    public int FieldCount { get; private set; }

    public readonly bool IsDeleted => (_flags & StreamNode.DeletedFlag) != 0;

    /// <summary>Number of the listpack's elements that the current entry is made of.</summary>
    public readonly int Elements => HasOwnFields ? 2 * FieldCount + 5 : FieldCount + 4;

    /// <summary>The fields and values of the current entry.</summary>
    public readonly StreamFieldReader Fields => new(_body, HasOwnFields ? -1 : _sharedAt, _values, FieldCount);

    private readonly bool HasOwnFields => (_flags & StreamNode.SameFieldsFlag) == 0;

    public bool MoveNext()
    {
        if (End == _body.Length) return false;
        Start = End;
        Load();
        int at = _values;
        Skip(ref at, (HasOwnFields ? 2 : 1) * FieldCount + 1);
        End = at;
        return true;
    }

    public void MoveToEnd() => Start = _body.Length;

    public bool MovePrevious()
    {
        if (Start == _entriesAt) return false;
        End = Start;
        int at = ListPack.Previous(_body, End);
        for (long elements = ListPack.Read(_body, at).Integer; elements > 0; elements--) at = ListPack.Previous(_body, at);
        Start = at;
        Load();
        return true;
    }

    private void Load()
    {
        int at = Start;
        _flags = (int)Integer(ref at);
        ulong milliseconds = unchecked(_first.Milliseconds + (ulong)Integer(ref at));
        Id = new StreamId(milliseconds, unchecked(_first.Sequence + (ulong)Integer(ref at)));
        FieldCount = HasOwnFields ? (int)Integer(ref at) : _sharedFields;
        _values = at;
    }

    private readonly long Integer(ref int at)
    {
        long value = ListPack.Read(_body, at).Integer;
        at += ListPack.EntryLength(_body, at);
        return value;
    }

    private readonly void Skip(ref int at, int elements)
    {
        for (; elements > 0; elements--) at += ListPack.EntryLength(_body, at);
    }
}

/// <summary>The fields and values of one entry, in their order.</summary>
internal ref struct StreamFieldReader(ReadOnlySpan<byte> body, int sharedAt, int values, int count)
{
    private readonly ReadOnlySpan<byte> _body = body;
    private int _field = sharedAt, _value = values, _left = count;
    private int _nextField = sharedAt, _nextValue = values;

    public readonly PackedElement Field => ListPack.Read(_body, _field);

    public readonly PackedElement Value => ListPack.Read(_body, _value);

    public bool MoveNext()
    {
        if (_left-- == 0) return false;
        if (_nextField >= 0)
        {
            _field = _nextField;
            _nextField += ListPack.EntryLength(_body, _field);
            _value = _nextValue;
        }
        else
        {
            _field = _nextValue;
            _value = _field + ListPack.EntryLength(_body, _field);
        }
        _nextValue = _value + ListPack.EntryLength(_body, _value);
        return true;
    }
}
