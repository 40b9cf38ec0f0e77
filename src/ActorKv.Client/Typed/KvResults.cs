// What typed methods return, where .NET has no type of its own for it.

using System.Text;

namespace ActorKv;

/// <summary>A member of a sorted set.</summary>
/// <param name="Member">The member.</param>
/// <param name="Score">Its score.</param>
/// <typeparam name="T">What the member was read as.</typeparam>
public readonly record struct KvScored<T>(T Member, double Score);

/// <summary>An element that a blocking command has taken, and where from.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The element.</param>
/// <typeparam name="T">What the element was read as.</typeparam>
public readonly record struct KvPopped<T>(string Key, T Value);

/// <summary>An entry of a stream.</summary>
/// <param name="Id">"1700000000000-0".</param>
/// <param name="Fields">Names and values, in the order in which they were added. Empty for an entry that was deleted while it was pending.</param>
public sealed record KvStreamEntry(string Id, IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>>> Fields)
{
    /// <summary>The value of the first field of this name, as UTF-8; null when there is none.</summary>
    public string? this[string field]
    {
        get
        {
            foreach ((string name, ReadOnlyMemory<byte> value) in Fields)
                if (name == field) return Encoding.UTF8.GetString(value.Span);
            return null;
        }
    }
}

/// <summary>Entries of one of the streams that were read.</summary>
/// <param name="Key">The stream.</param>
/// <param name="Entries">Its entries, oldest first.</param>
public sealed record KvStreamEntries(string Key, IReadOnlyList<KvStreamEntry> Entries);
