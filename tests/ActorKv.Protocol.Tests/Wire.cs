// A session's reading side without a socket: keeps the input buffer as the server does, and collects what the decoder makes of it.
//
// The buffer moves as often as it may, and what it leaves behind is overwritten, so that a range that points to an old place shows.

using System.Text;

namespace ActorKv.Protocol.Tests;

internal sealed class Wire
{
    private const byte Garbage = 0xEE;

    private byte[] _buffer = new byte[16];
    private int _start;
    private int _end;

    public Wire(RespLimits? limits = null) => Decoder = new RequestDecoder(limits ?? new RespLimits());

    public RequestDecoder Decoder { get; }

    public List<byte[][]> Requests { get; } = [];

    public List<long> WireLengths { get; } = [];

    public string? Error { get; private set; }

    public int BytesThatWentDirect { get; private set; }

    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    public static byte[] Encode(params string[] arguments) => Encode([.. arguments.Select(Bytes)]);

    public static byte[] Encode(params byte[][] arguments)
    {
        List<byte> wire = [.. Bytes($"*{arguments.Length}\r\n")];
        foreach (byte[] argument in arguments)
        {
            wire.AddRange(Bytes($"${argument.Length}\r\n"));
            wire.AddRange(argument);
            wire.AddRange("\r\n"u8);
        }
        return [.. wire];
    }

    public Wire Feed(ReadOnlySpan<byte> chunk)
    {
        while (chunk.Length > 0 && Error is null)
        {
            Memory<byte> direct = Decoder.DirectTarget;
            int taken = chunk.Length;
            if (direct.Length > 0)
            {
                taken = Math.Min(taken, direct.Length);
                chunk[..taken].CopyTo(direct.Span);
                Decoder.AdvanceDirect(taken);
                BytesThatWentDirect += taken;
            }
            else
            {
                if (_buffer.Length - _end < taken) Move((_end - _start) * 2 + taken + 16);
                chunk.CopyTo(_buffer.AsSpan(_end));
                _end += taken;
            }
            chunk = chunk[taken..];
            DecodeAll();
        }
        return this;
    }

    public Wire FeedByteByByte(ReadOnlySpan<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++) Feed(bytes.Slice(i, 1));
        return this;
    }

    /// <summary>Overwrites the bytes of the incomplete request: a decoder that looks at them again would notice.</summary>
    public void OverwriteWhatWasSeen(byte with) => _buffer.AsSpan(_start, _end - _start).Fill(with);

    private void DecodeAll()
    {
        while (true)
        {
            DecodeStatus status = Decoder.Decode(_buffer, ref _start, ref _end);
            if (status == DecodeStatus.Error) Error = Decoder.Error;
            if (status != DecodeStatus.Complete) return;
            Request request = Decoder.Request;
            byte[][] arguments = new byte[request.Count][];
            for (int i = 0; i < arguments.Length; i++) arguments[i] = request[i].ToArray();
            Requests.Add(arguments);
            WireLengths.Add(request.WireLength);
        }
    }

    private void Move(int capacity)
    {
        byte[] moved = new byte[capacity];
        moved.AsSpan().Fill(Garbage);
        int start = capacity > _end - _start + 3 ? 3 : 0;
        _buffer.AsSpan(_start, _end - _start).CopyTo(moved.AsSpan(start));
        _buffer.AsSpan().Fill(Garbage);
        _end = start + _end - _start;
        _start = start;
        _buffer = moved;
    }
}
