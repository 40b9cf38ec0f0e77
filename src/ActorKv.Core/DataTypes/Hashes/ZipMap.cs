// The zipmap, in which Redis before 2.6 kept small hashes: it is checked and made into a listpack.
//
//   zipmap := number of fields u8 (254: not said) | (length field length free value free-bytes) … | 0xFF
//   length := u8 below 254 | 0xFE + u32 LE                    free: a byte, how many unused bytes lie behind the value
//
// Source of the format: "Redis RDB File Format", rdb.fnordig.de.

using System.Buffers;
using System.Buffers.Binary;
using ActorKv.Core.DataTypes.Packed;

namespace ActorKv.Core.DataTypes.Hashes;

internal static class ZipMap
{
    private const byte LongLength = 0xFE, End = 0xFF;

    /// <summary>Checks a zipmap and makes the listpack of the same fields and values, framed. False when it is damaged.</summary>
    /// <param name="bytes">The zipmap.</param>
    /// <param name="listpack">Its fields and values.</param>
    /// <param name="longest">Length of the longest of them.</param>
    public static bool TryConvert(ReadOnlySpan<byte> bytes, out byte[] listpack, out int longest)
    {
        listpack = [];
        longest = 0;
        if (bytes.Length < 2 || bytes[^1] != End) return false;
        ReadOnlySpan<byte> rest = bytes[1..^1];
        ArrayBufferWriter<byte> packed = new(bytes.Length + ListPack.FrameLength);
        packed.Advance(ListPack.HeaderLength);
        int texts = 0;
        for (; !rest.IsEmpty; texts++)
        {
            bool isValue = texts % 2 == 1;
            if (!TryReadLength(ref rest, out uint length)) return false;
            uint free = 0;
            if (isValue)
            {
                if (rest.IsEmpty) return false;
                free = rest[0];
                rest = rest[1..];
            }
            if ((ulong)length + free > (ulong)rest.Length) return false;
            PackedElement element = PackedElement.Of(rest[..(int)length]);
            element.Pack(packed.GetSpan(element.PackedLength));
            packed.Advance(element.PackedLength);
            longest = Math.Max(longest, (int)length);
            rest = rest[(int)(length + free)..];
        }
        if (texts % 2 != 0 || (bytes[0] < LongLength && bytes[0] != texts / 2)) return false;
        packed.Write(ListPack.EndMark);
        listpack = packed.WrittenSpan.ToArray();
        ListPack.WriteHeader(listpack, listpack.Length - ListPack.FrameLength, texts);
        return true;
    }

    private static bool TryReadLength(ref ReadOnlySpan<byte> rest, out uint length)
    {
        length = rest[0];
        int size = length < LongLength ? 1 : 5;
        if (length == End || rest.Length < size) return false;
        if (size == 5) length = BinaryPrimitives.ReadUInt32LittleEndian(rest[1..]);
        rest = rest[size..];
        return true;
    }
}
