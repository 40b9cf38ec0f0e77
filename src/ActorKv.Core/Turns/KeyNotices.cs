// What happened to keys in a turn, for clients that listen: event, database and key, in the order in which Redis tells it.
//
//   "del" in 0: k   "lpush" in 0: list   …
//
// Commands add to it by KeyTurn.Notify, only what `notify-keyspace-events` selects; the host publishes it after the commit. The names and
// keys stand in one array that the turn keeps, so that collecting them allocates nothing.

namespace ActorKv.Core.Turns;

/// <summary>One event. Its spans are good until the turn is reset.</summary>
internal readonly ref struct KeyNotice(ReadOnlySpan<byte> name, int database, ReadOnlySpan<byte> key)
{
    public ReadOnlySpan<byte> Event { get; } = name;

    public int Database { get; } = database;

    public ReadOnlySpan<byte> Key { get; } = key;
}

internal sealed class KeyNotices
{
    private const int KeptBytes = 64 * 1024;

    private readonly List<Place> _places = [];
    private byte[] _bytes = [];
    private int _length;

    private readonly record struct Place(int Start, int EventLength, int KeyLength, int Database);

    public int Count => _places.Count;

    public KeyNotice this[int index]
    {
        get
        {
            Place place = _places[index];
            ReadOnlySpan<byte> both = _bytes.AsSpan(place.Start, place.EventLength + place.KeyLength);
            return new KeyNotice(both[..place.EventLength], place.Database, both[place.EventLength..]);
        }
    }

    public void Add(ReadOnlySpan<byte> name, int database, ReadOnlySpan<byte> key)
    {
        int end = _length + name.Length + key.Length;
        if (end > _bytes.Length) Array.Resize(ref _bytes, Math.Max(end, Math.Max(256, _bytes.Length * 2)));
        name.CopyTo(_bytes.AsSpan(_length));
        key.CopyTo(_bytes.AsSpan(_length + name.Length));
        _places.Add(new Place(_length, name.Length, key.Length, database));
        _length = end;
    }

    public void Clear()
    {
        _places.Clear();
        _length = 0;
        if (_bytes.Length > KeptBytes) _bytes = [];
    }
}
