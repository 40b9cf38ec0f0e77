// Classes of keyspace notifications, and the letters that `notify-keyspace-events` knows them by.
//
// "A" stands for all classes that tell of something that happened to a key, so not for m (a miss) and n (a new key), which would be a
// flood. Redis prints n only where A does not stand; so do we.

using System.Text;

namespace ActorKv.Engine.Configuration;

[Flags]
internal enum KeyspaceEvents
{
    None = 0,
    Keyspace = 1 << 0,
    KeyEvent = 1 << 1,
    Generic = 1 << 2,
    String = 1 << 3,
    List = 1 << 4,
    Set = 1 << 5,
    Hash = 1 << 6,
    SortedSet = 1 << 7,
    Expired = 1 << 8,
    Evicted = 1 << 9,
    Stream = 1 << 10,
    KeyMiss = 1 << 11,
    Module = 1 << 12,
    New = 1 << 13,
    All = Generic | String | List | Set | Hash | SortedSet | Expired | Evicted | Stream | Module,
}

internal sealed class KeyspaceEventsKind : ParameterKind<KeyspaceEvents>
{
    private static readonly (char Letter, KeyspaceEvents Event)[] Classes =
    [
        ('g', KeyspaceEvents.Generic), ('$', KeyspaceEvents.String), ('l', KeyspaceEvents.List), ('s', KeyspaceEvents.Set),
        ('h', KeyspaceEvents.Hash), ('z', KeyspaceEvents.SortedSet), ('x', KeyspaceEvents.Expired), ('e', KeyspaceEvents.Evicted),
        ('t', KeyspaceEvents.Stream), ('d', KeyspaceEvents.Module), ('n', KeyspaceEvents.New),
    ];

    private static readonly (char Letter, KeyspaceEvents Event)[] Others =
        [('K', KeyspaceEvents.Keyspace), ('E', KeyspaceEvents.KeyEvent), ('m', KeyspaceEvents.KeyMiss)];

    public override string Values => "letters of Ag$lshzxeKEtmdn";

    public override string? Parse(ReadOnlySpan<string> words, KeyspaceEvents current, out KeyspaceEvents value)
    {
        value = KeyspaceEvents.None;
        foreach (char letter in words[0])
        {
            KeyspaceEvents named = letter == 'A' ? KeyspaceEvents.All : Find(letter);
            if (named == KeyspaceEvents.None) return "Invalid event class character. Use 'Ag$lshzxeKEtmdn'.";
            value |= named;
        }
        return null;
    }

    public override string Print(KeyspaceEvents value)
    {
        StringBuilder text = new();
        if (value.HasFlag(KeyspaceEvents.All)) text.Append('A');
        else Append(Classes);
        Append(Others);
        return text.ToString();

        void Append((char Letter, KeyspaceEvents Event)[] letters)
        {
            foreach ((char letter, KeyspaceEvents named) in letters)
                if (value.HasFlag(named)) text.Append(letter);
        }
    }

    private static KeyspaceEvents Find(char letter)
    {
        foreach ((char known, KeyspaceEvents named) in Classes)
            if (known == letter) return named;
        foreach ((char known, KeyspaceEvents named) in Others)
            if (known == letter) return named;
        return KeyspaceEvents.None;
    }
}
