// Reads what EffectLog wrote. Every length is checked against what is there: a forged or torn payload gives an EffectFormatException that
// says where, never a wild read.

using ActorKv.Protocol;

namespace ActorKv.Core.Turns;

/// <summary>The bytes are no effects: a corrupt journal row, or one of a version that this program does not know.</summary>
internal sealed class EffectFormatException(string message) : Exception(message);

internal struct EffectReader(byte[] bytes, int start, int length)
{
    private readonly int _start = start, _end = start + length;
    private int _at = start;

    public int Shard { get; private set; }

    public int Database { get; private set; }

    /// <summary>Reads the next effect into <paramref name="request"/>, whose arguments lie in the reader's bytes. False at the end.</summary>
    public bool TryRead(Request request)
    {
        if (!TryReadHead(out int argc)) return false;
        ReadArguments(request, argc);
        return true;
    }

    /// <summary>Reads whose effect the next one is. <see cref="ReadArguments"/> or <see cref="SkipArguments"/> must follow. False at the end.</summary>
    public bool TryReadHead(out int argc)
    {
        argc = 0;
        if (_at == _end) return false;
        Shard = Varint();
        Database = Varint();
        argc = Varint();
        if (argc == 0) throw Bad("an effect without a name");
        return true;
    }

    public void ReadArguments(Request request, int argc)
    {
        request.Clear();
        request.Rebase(bytes, 0);
        for (int i = 0; i < argc; i++)
        {
            int size = ArgumentSize();
            request.AddRange(_at, size);
            _at += size;
        }
    }

    public void SkipArguments(int argc)
    {
        for (int i = 0; i < argc; i++)
        {
            // Not in one expression: += would read _at before it moves.
            int size = ArgumentSize();
            _at += size;
        }
    }

    private int ArgumentSize()
    {
        int size = Varint();
        return size <= _end - _at ? size : throw Bad("an argument that ends behind the payload");
    }

    private int Varint()
    {
        uint value = 0;
        for (int shift = 0; shift < 35; shift += 7)
        {
            if (_at == _end) throw Bad("a number that ends behind the payload");
            byte b = bytes[_at++];
            value |= (uint)(b & 0x7f) << shift;
            if (b < 0x80) return value <= int.MaxValue ? (int)value : throw Bad("a number out of range");
        }
        throw Bad("a number of more than five bytes");
    }

    private readonly EffectFormatException Bad(string what) => new($"Effect payload of {_end - _start} bytes has {what}, at byte {_at - _start}.");
}
