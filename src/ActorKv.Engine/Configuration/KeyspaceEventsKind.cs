// The letters that `notify-keyspace-events` knows the classes of keyspace notifications by.
//
// Redis prints n only where A does not stand, although A does not contain it; so do we.

using System.Text;
using ActorKv.Core.Turns;

namespace ActorKv.Engine.Configuration;

internal sealed class KeyspaceEventsKind : ParameterKind<KeyEvents>
{
    private static readonly (char Letter, KeyEvents Event)[] Classes =
    [
        ('g', KeyEvents.Generic), ('$', KeyEvents.String), ('l', KeyEvents.List), ('s', KeyEvents.Set),
        ('h', KeyEvents.Hash), ('z', KeyEvents.SortedSet), ('x', KeyEvents.Expired), ('e', KeyEvents.Evicted),
        ('t', KeyEvents.Stream), ('d', KeyEvents.Module), ('n', KeyEvents.New),
    ];

    private static readonly (char Letter, KeyEvents Event)[] Others =
        [('K', KeyEvents.KeyspaceChannel), ('E', KeyEvents.KeyEventChannel), ('m', KeyEvents.KeyMiss)];

    public override string Values => "letters of Ag$lshzxeKEtmdn";

    public override string? Parse(ReadOnlySpan<string> words, KeyEvents current, out KeyEvents value)
    {
        value = KeyEvents.None;
        foreach (char letter in words[0])
        {
            KeyEvents named = letter == 'A' ? KeyEvents.All : Find(letter);
            if (named == KeyEvents.None) return "Invalid event class character. Use 'Ag$lshzxeKEtmdn'.";
            value |= named;
        }
        return null;
    }

    public override string Print(KeyEvents value)
    {
        StringBuilder text = new();
        if (value.HasFlag(KeyEvents.All)) text.Append('A');
        else Append(Classes);
        Append(Others);
        return text.ToString();

        void Append((char Letter, KeyEvents Event)[] letters)
        {
            foreach ((char letter, KeyEvents named) in letters)
                if (value.HasFlag(named)) text.Append(letter);
        }
    }

    private static KeyEvents Find(char letter)
    {
        foreach ((char known, KeyEvents named) in Classes)
            if (known == letter) return named;
        foreach ((char known, KeyEvents named) in Others)
            if (known == letter) return named;
        return KeyEvents.None;
    }
}
