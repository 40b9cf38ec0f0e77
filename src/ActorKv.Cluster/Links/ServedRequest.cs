// A request of another node's session, as it came over a link.

using System.Text;

namespace ActorKv.Cluster.Links;

internal sealed class ServedRequest
{
    /// <summary>No command: its session watches no more.</summary>
    public static ServedRequest Forget { get; } = new();

    public long Id { get; private init; }

    /// <summary>The key shard, -1 for a command that concerns the node.</summary>
    public int Shard { get; private init; } = -1;

    public RequestFlags Flags { get; private init; }

    public int RespVersion { get; private init; } = 2;

    public int Database { get; private init; }

    public string User { get; private init; } = "";

    /// <summary>Commands that are not executed.</summary>
    public int Left { get; set; }

    /// <summary>Where the commands are; at first in the buffer of the link.</summary>
    public byte[] Buffer { get; private set; } = [];

    /// <summary>Where the next command begins in <see cref="Buffer"/>, and where the last ends.</summary>
    public int Start { get; set; }

    /// <inheritdoc cref="Start"/>
    public int End { get; set; }

    /// <summary>True when its command is to wait no longer, or not at all.</summary>
    public bool MayNotWait { get; set; }

    /// <summary>True when it is told so by an error.</summary>
    public bool EndsWithError { get; set; }

    public static ServedRequest Read(ref LinkFrameReader body, byte[] buffer, int start, int length)
    {
        long id = body.Int64();
        int shard = body.Int32();
        RequestFlags flags = (RequestFlags)body.Byte();
        int version = body.Byte(), database = body.Int32();
        string user = Encoding.UTF8.GetString(body.Bytes(body.Int16()));
        int count = body.Int32();
        if (version is not (2 or 3) || database < 0 || count < 1) throw new FormatException("a request that no node sends");
        return new ServedRequest
        {
            Id = id, Shard = shard, Flags = flags, RespVersion = version, Database = database, User = user, Left = count,
            Buffer = buffer, Start = start + body.Position, End = start + length,
        };
    }

    /// <summary>Copies what is not executed: the link's buffer is needed for other things.</summary>
    /// <param name="from">First byte that is still needed.</param>
    public void Keep(int from)
    {
        Buffer = Buffer.AsSpan(from, End - from).ToArray();
        (Start, End) = (Start - from, End - from);
    }
}
