// What nodes say to each other. All numbers are little-endian; a frame is never longer than the limit of its receiver.
//
//   frame      := length of what follows (4 bytes), kind (1), body
//
//   Hello      := "AKVLINK" version (1), incarnation of who calls (8), incarnation that is called (8), nonce (32)          caller  -> called
//   Challenge  := nonce (32), proof of the called (32)                                                                      called  -> caller
//   Proof      := proof of the caller (32)                                                                                  caller  -> called
//   Welcome    := nothing                                                                                                   called  -> caller
//
//   Request    := session (8), id (8), key shard (4; -1: of the node), flags (1), RESP version (1), database (4), length of the user's name (2),
//                 the name, number of commands (4), the commands as RESP
//   EndWait    := session (8), id (8), 1 when with an error (1)          its blocking command is to wait no longer
//   Forget     := session (8)                                            it watches no more
//   Over       := session (8)                                            it has ended
//   Publish    := 1 for a shard channel (1), length of the channel (4), channel, message
//   Reply      := id (8), reply as RESP                                  durable
//   NotHere    := id (8)                                                 nothing of it was executed
//   Ping, Pong := nothing
//
// Requests of one session go through one link in order, and are executed in order. Ids are the caller's.

using System.Buffers.Binary;

namespace ActorKv.Cluster.Links;

internal enum LinkFrameKind : byte
{
    Hello = 1, Challenge = 2, Proof = 3, Welcome = 4,
    Request = 16, EndWait = 17, Forget = 18, Over = 19, Publish = 20,
    Reply = 32, NotHere = 33,
    Ping = 48, Pong = 49,
}

[Flags]
internal enum RequestFlags : byte
{
    None = 0,

    /// <summary>Nothing else of the session is on its way to the key shard: it may be served again after it was told NotHere.</summary>
    Fresh = 1,

    /// <summary>Only the reply of the last command is wanted: MULTI, what is queued, EXEC.</summary>
    LastReplyOnly = 2,

    /// <summary>CLIENT NO-TOUCH is on.</summary>
    NoTouch = 4,
}

/// <summary>Reads the body of a frame.</summary>
/// <exception cref="FormatException">It is shorter than its kind demands.</exception>
internal ref struct LinkFrameReader(ReadOnlySpan<byte> body)
{
    private readonly ReadOnlySpan<byte> _body = body;

    /// <summary>Where the next value begins.</summary>
    public int Position { get; private set; }

    public byte Byte() => Take(1)[0];

    public int Int16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    public ReadOnlySpan<byte> Bytes(int count) => Take(count);

    public ReadOnlySpan<byte> Rest() => Take(_body.Length - Position);

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > _body.Length - Position) throw new FormatException("A frame of a link is too short.");
        ReadOnlySpan<byte> taken = _body.Slice(Position, count);
        Position += count;
        return taken;
    }
}

/// <summary>Writes the body of a frame into memory that is large enough.</summary>
internal ref struct LinkFrameWriter(Span<byte> body)
{
    private readonly Span<byte> _body = body;
    private int _at;

    public readonly ReadOnlySpan<byte> Written => _body[.._at];

    public void Byte(byte value) => _body[_at++] = value;

    public void Int16(int value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_body[_at..], checked((ushort)value));
        _at += 2;
    }

    public void Int32(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_body[_at..], value);
        _at += 4;
    }

    public void Int64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_body[_at..], value);
        _at += 8;
    }

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_body[_at..]);
        _at += bytes.Length;
    }
}
