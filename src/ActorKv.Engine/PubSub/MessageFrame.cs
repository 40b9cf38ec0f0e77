// A published message as a frame: message, pmessage or smessage, with the channel, and before it the pattern that fits.
//
//   *3 $7 message $2 ch $5 hello          RESP2; in RESP3 it begins with '>' and is the same otherwise, so one encoding serves both
//
// A long message is not copied into every output: its bytes stand apart, and all outputs share them.

using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.PubSub;

internal sealed class MessageFrame : PushFrame
{
    private const int SharedFrom = 16 * 1024;

    [ThreadStatic]
    private static RespWriter? t_writer;

    private readonly byte[] _bytes;
    private readonly byte[]? _payload;   // message and line break of a long one

    private MessageFrame(byte[] bytes, byte[]? payload) => (_bytes, _payload) = (bytes, payload);

    public override int Length => _bytes.Length + (_payload?.Length ?? 0);

    public static MessageFrame Message(ReadOnlySpan<byte> kind, ReadOnlySpan<byte> channel, ReadOnlySpan<byte> message)
    {
        RespWriter writer = Begin(3, kind);
        writer.Bulk(channel);
        return End(writer, message);
    }

    public static MessageFrame PatternMessage(ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> channel, ReadOnlySpan<byte> message)
    {
        RespWriter writer = Begin(4, "pmessage"u8);
        writer.Bulk(pattern);
        writer.Bulk(channel);
        return End(writer, message);
    }

    public override void WriteTo(Session session)
    {
        RespWriter output = session.Output;
        if (output.Version >= 3)
        {
            output.Raw(">"u8);
            output.Raw(_bytes.AsSpan(1));
        }
        else output.Raw(_bytes);
        if (_payload is not null) output.Shared(_payload);
    }

    private static RespWriter Begin(int length, ReadOnlySpan<byte> kind)
    {
        RespWriter writer = t_writer ??= new RespWriter();
        writer.Array(length);
        writer.Bulk(kind);
        return writer;
    }

    private static MessageFrame End(RespWriter writer, ReadOnlySpan<byte> message)
    {
        if (message.Length < SharedFrom)
        {
            writer.Bulk(message);
            return new MessageFrame(writer.TakeAll(), null);
        }
        writer.BulkLength(message.Length);
        byte[] payload = GC.AllocateUninitializedArray<byte>(message.Length + 2);
        message.CopyTo(payload);
        "\r\n"u8.CopyTo(payload.AsSpan(message.Length));
        return new MessageFrame(writer.TakeAll(), payload);
    }
}
