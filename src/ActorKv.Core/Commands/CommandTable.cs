// All commands by name: the one table that dispatch, replay, COMMAND and the generated documentation read.
//
// Looked up by the bytes of the request, in any case, without an allocation: an open-addressing table over upper-cased names. A container
// (OBJECT, CLIENT …) is found by its name and then asked for its subcommand.

using System.Text;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands;

/// <summary>A command in the table. Hosts derive from it for commands that are not about keys.</summary>
internal class Command(CommandSpec spec)
{
    private readonly Dictionary<string, Command> _subcommands = new(StringComparer.OrdinalIgnoreCase);

    public CommandSpec Spec { get; } = spec;

    /// <summary>Its place among all commands and subcommands, once they are <see cref="CommandTable.NumberAll">numbered</see>: for counting by command.</summary>
    public int Number { get; set; }

    /// <summary>True when the host wants every call timed.</summary>
    public bool IsTimed { get; set; }

    /// <summary><see cref="CommandSpec.SingleKey"/>, at hand for routing.</summary>
    public int SingleKey { get; } = spec.SingleKey;

    /// <summary>True for what a subscriber that speaks RESP2 may ask for: its subscriptions, and whether and how to end it.</summary>
    public bool AllowedToSubscribers { get; } = spec.Name is "PING" or "QUIT" or "RESET" || (spec.Group == CommandGroup.PubSub && spec.Name.EndsWith("SUBSCRIBE", StringComparison.Ordinal));

    /// <summary>Position of the first argument behind the name: 1, or 2 for a subcommand.</summary>
    public int FirstArgument => Spec.Container is null ? 1 : 2;

    public bool IsContainer => Spec.Subcommands.Length > 0;

    public IReadOnlyDictionary<string, Command> Subcommands => _subcommands;

    public void AddSubcommand(Command subcommand)
    {
        subcommand.Spec.Join(Spec);
        _subcommands.Add(subcommand.Spec.Name, subcommand);
    }

    public Command? FindSubcommand(ReadOnlySpan<byte> name)
    {
        Span<char> text = stackalloc char[64];
        return name.Length <= text.Length && _subcommands.GetAlternateLookup<ReadOnlySpan<char>>()
            .TryGetValue(text[..Encoding.Latin1.GetChars(name, text)], out Command? found) ? found : null;
    }
}

internal sealed class KeyCommand(CommandSpec spec, KeyCommandBody body) : Command(spec)
{
    public KeyCommandBody Body { get; } = body;

    /// <summary>True when the command's lookups are what keyspace_hits and keyspace_misses of INFO tell of: those of commands that read. One that
    /// changes keys says which of its lookups count too: <see cref="KeyTurn.Read"/>.</summary>
    public bool CountsLookups { get; } = spec.Has(CommandFlags.ReadOnly) && spec.Container is not { Name: "MEMORY" };
}

internal sealed class CommandTable
{
    private readonly Dictionary<string, Command> _byName = new(StringComparer.OrdinalIgnoreCase);
    private Bucket[] _buckets = new Bucket[64];

    private struct Bucket
    {
        public byte[]? Name;
        public Command Command;
    }

    public IReadOnlyCollection<Command> Commands => _byName.Values;

    /// <summary>Adds a command over keys.</summary>
    public CommandTable Add<T>() where T : IKeyCommand => Add(new KeyCommand(T.Spec, T.Execute));

    /// <summary>Adds a subcommand over keys to a container that was added before.</summary>
    public CommandTable AddTo<T>(string container) where T : IKeyCommand
    {
        _byName[container].AddSubcommand(new KeyCommand(T.Spec, T.Execute));
        return this;
    }

    /// <summary>Numbers all commands and subcommands from 0, and lists them so. When the table is complete.</summary>
    public IReadOnlyList<Command> NumberAll()
    {
        List<Command> all = [.. _byName.Values.SelectMany(command => command.Subcommands.Values.Prepend(command))];
        for (int i = 0; i < all.Count; i++) all[i].Number = i;
        return all;
    }

    public CommandTable Add(Command command)
    {
        _byName.Add(command.Spec.Name, command);
        if (_byName.Count > _buckets.Length / 2)
        {
            _buckets = new Bucket[_buckets.Length * 2];
            foreach (Command known in _byName.Values) Place(known);
        }
        else Place(command);
        return this;
    }

    public Command? Find(ReadOnlySpan<byte> name)
    {
        uint mask = (uint)_buckets.Length - 1;
        for (uint at = Hash(name) & mask; _buckets[at].Name is { } known; at = (at + 1) & mask)
            if (known.Length == name.Length && Ascii.EqualsIgnoreCase(known, name)) return _buckets[at].Command;
        return null;
    }

    public Command? Find(string name) => Find(Encoding.Latin1.GetBytes(name));

    private void Place(Command command)
    {
        byte[] name = Encoding.ASCII.GetBytes(command.Spec.Name);
        uint mask = (uint)_buckets.Length - 1;
        uint at = Hash(name) & mask;
        while (_buckets[at].Name is not null) at = (at + 1) & mask;
        _buckets[at] = new Bucket { Name = name, Command = command };
    }

    // Case folds away with bit 5; first, last and middle letter and the length tell the few hundred names well apart.
    private static uint Hash(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty) return 0;
        uint first = name[0] | 0x20u, last = name[^1] | 0x20u, middle = name[name.Length / 2] | 0x20u, second = name[name.Length > 1 ? 1 : 0] | 0x20u;
        return (first * 31 + middle) * 31 * 31 + last * 131 + second * 7 + (uint)name.Length * 2654435761u >> 3;
    }
}
