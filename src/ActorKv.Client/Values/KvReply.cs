// A reply as a tree, for commands that have no typed method.

using System.Globalization;
using System.Text;
using ActorKv.Protocol;

namespace ActorKv;

/// <summary>A reply of any type, possibly with others inside. Immutable.</summary>
public sealed class KvReply
{
    private static readonly KvReply NullReply = new(ReplyKind.Null, [], []);

    // As RespReader: deeper than any server nests, and not as deep as a stack.
    private const int MaxDepth = 512;

    private readonly byte[] _bytes;

    private KvReply(ReplyKind kind, byte[] bytes, IReadOnlyList<KvReply> items)
    {
        Kind = kind;
        _bytes = bytes;
        Items = items;
    }

    /// <summary>The parser of this tree.</summary>
    public static KvReplyParser<KvReply> Parser { get; } = static (ref reply) => Read(ref reply, depth: 0);

    /// <summary>What it is. An <see cref="ReplyKind.Error"/> stands only inside another reply (that of EXEC): otherwise it is thrown.</summary>
    public ReplyKind Kind { get; }

    /// <summary>Whether it is a null: an absent key, a wait that timed out.</summary>
    public bool IsNull => Kind == ReplyKind.Null;

    /// <summary>The bytes of a string, or the spelling of a number; empty for null and for what has <see cref="Items"/>.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>The items of an array, set or map; keys and values alternate in a map. Empty for all else.</summary>
    public IReadOnlyList<KvReply> Items { get; }

    /// <summary>An item of an array, set or map.</summary>
    public KvReply this[int index] => Items[index];

    /// <summary>The value of a key in a map whose keys are text; null when it has no such key.</summary>
    public KvReply? this[string key]
    {
        get
        {
            for (int i = 0; i + 1 < Items.Count; i += 2)
                if (Items[i].AsString() == key) return Items[i + 1];
            return null;
        }
    }

    /// <summary>The text of a string of UTF-8, or the spelling of a number; null for a null.</summary>
    public string? AsString() => IsNull ? null : Encoding.UTF8.GetString(Leaf("a string"));

    /// <summary>An integer, or a string that spells one.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public long AsInt64() => long.Parse(Leaf("an integer"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    /// <summary>A number, or a string that spells one.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public double AsDouble()
    {
        KvReplyReader reader = new([(byte)',', .. Leaf("a number"), (byte)'\r', (byte)'\n']);
        return reader.ReadDouble();
    }

    /// <summary>A boolean, an integer that is not 0, or OK.</summary>
    public bool AsBoolean() => Kind switch
    {
        ReplyKind.Null => false,
        ReplyKind.Boolean => _bytes is [(byte)'t'],
        ReplyKind.SimpleString => true,
        _ => AsInt64() != 0,
    };

    /// <summary>The items as text.</summary>
    public string?[] AsStrings()
    {
        string?[] texts = new string?[Items.Count];
        for (int i = 0; i < texts.Length; i++) texts[i] = Items[i].AsString();
        return texts;
    }

    /// <summary>A line a person can read.</summary>
    public override string ToString() => Kind switch
    {
        ReplyKind.Null => "(nil)",
        ReplyKind.Error => "(error) " + AsString(),
        ReplyKind.Integer => "(integer) " + AsString(),
        ReplyKind.Bulk => $"\"{AsString()}\"",
        ReplyKind.Array or ReplyKind.Map or ReplyKind.Set or ReplyKind.Push => $"{Kind}[{string.Join(", ", Items)}]",
        _ => AsString()!,
    };

    private static KvReply Read(ref KvReplyReader reader, int depth)
    {
        if (depth > MaxDepth) throw new FormatException($"Replies are nested more than {MaxDepth} deep.");
        ReplyKind kind = reader.Kind;
        switch (kind)
        {
            case ReplyKind.Null:
                reader.TryReadNull();
                return NullReply;
            case ReplyKind.Error: return new KvReply(kind, Encoding.UTF8.GetBytes(reader.ReadErrorText()), []);
            case ReplyKind.Array or ReplyKind.Set or ReplyKind.Push or ReplyKind.Map:
                KvReply[] items = new KvReply[reader.ReadArray()];
                for (int i = 0; i < items.Length; i++) items[i] = Read(ref reader, depth + 1);
                return new KvReply(kind, [], items);
            default: return new KvReply(kind, reader.ReadBytes().ToArray(), []);
        }
    }

    private byte[] Leaf(string wanted) => Kind is ReplyKind.Array or ReplyKind.Map or ReplyKind.Set or ReplyKind.Push or ReplyKind.Null
        ? throw new FormatException($"The reply is {this}, not {wanted}.")
        : _bytes;
}
