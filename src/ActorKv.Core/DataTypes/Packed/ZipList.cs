// The ziplist, which the listpack replaced in Redis 7: values from older servers hold it. It is checked and made into a listpack.
//
//   ziplist  := total bytes u32 LE | offset of last entry u32 LE | number of entries u16 LE (0xFFFF: unknown) | entry … | 0xFF
//   entry    := length of the entry before: 1 byte, or 0xFE + u32 LE | encoding | data
//
//   00llllll                    string of up to 63 bytes           11000000 + 2 bytes    16 bit integer, LE
//   01llllll llllllll           string of up to 16383 bytes        11010000 + 4 bytes    32 bit integer, LE
//   10000000 + u32 BIG endian   longer string                      11100000 + 8 bytes    64 bit integer, LE
//   1111vvvv                    v - 1, for v of 1 .. 13            11110000 + 3 bytes    24 bit integer, LE
//                                                                  11111110 + 1 byte     8 bit integer
//
// Source of the format: "Redis RDB File Format", rdb.fnordig.de.

using System.Buffers;
using System.Buffers.Binary;

namespace ActorKv.Core.DataTypes.Packed;

internal static class ZipList
{
    private const int HeaderLength = 10;
    private const byte End = 0xFF, LongPrevious = 0xFE;

    /// <summary>Checks a ziplist and makes the listpack of the same entries, framed. False when it is damaged.</summary>
    public static bool TryConvert(ReadOnlySpan<byte> bytes, out byte[] listpack, out int count)
    {
        listpack = [];
        count = 0;
        if (bytes.Length < HeaderLength + 1 || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != (uint)bytes.Length || bytes[^1] != End) return false;
        uint tail = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
        int announced = BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]);
        int at = HeaderLength, last = HeaderLength, before = 0;
        ArrayBufferWriter<byte> packed = new(bytes.Length + ListPack.FrameLength);
        packed.Advance(ListPack.HeaderLength);
        while (at < bytes.Length - 1)
        {
            last = at;
            ReadOnlySpan<byte> entry = bytes[at..^1];
            if (!TryReadPrevious(entry, out int header, out uint previous) || previous != before) return false;
            if (!TryRead(entry[header..], out PackedElement element, out int length)) return false;
            element.Pack(packed.GetSpan(element.PackedLength));
            packed.Advance(element.PackedLength);
            before = header + length;
            at += before;
            count++;
        }
        if (tail != last || (announced != ushort.MaxValue && announced != count)) return false;
        packed.Write(ListPack.EndMark);
        listpack = packed.WrittenSpan.ToArray();
        ListPack.WriteHeader(listpack, listpack.Length - ListPack.FrameLength, count);
        return true;
    }

    private static bool TryReadPrevious(ReadOnlySpan<byte> entry, out int header, out uint previous)
    {
        header = entry[0] == LongPrevious ? 5 : 1;
        previous = 0;
        if (entry[0] == End || header >= entry.Length) return false;
        previous = header == 1 ? entry[0] : BinaryPrimitives.ReadUInt32LittleEndian(entry[1..]);
        return true;
    }

    private static bool TryRead(ReadOnlySpan<byte> entry, out PackedElement element, out int length)
    {
        byte first = entry[0];
        element = default;
        length = 0;
        if (first < 0xC0) return TryReadString(entry, out element, out length);
        int size = first switch { 0xC0 => 2, 0xD0 => 4, 0xE0 => 8, 0xF0 => 3, 0xFE => 1, > 0xF0 and < 0xFE => 0, _ => -1 };
        length = 1 + size;
        if (size < 0 || length > entry.Length) return false;
        ReadOnlySpan<byte> data = entry[1..];
        element = size switch
        {
            0 => new PackedElement((first & 0x0f) - 1),
            1 => new PackedElement((sbyte)data[0]),
            2 => new PackedElement(BinaryPrimitives.ReadInt16LittleEndian(data)),
            3 => new PackedElement((data[0] | data[1] << 8 | data[2] << 16) << 8 >> 8),
            4 => new PackedElement(BinaryPrimitives.ReadInt32LittleEndian(data)),
            _ => new PackedElement(BinaryPrimitives.ReadInt64LittleEndian(data)),
        };
        return true;
    }

    private static bool TryReadString(ReadOnlySpan<byte> entry, out PackedElement element, out int length)
    {
        int header = entry[0] < 0x40 ? 1 : entry[0] < 0x80 ? 2 : 5;
        element = default;
        length = 0;
        if (header > entry.Length || (header == 5 && entry[0] != 0x80)) return false;
        uint size = header switch
        {
            1 => entry[0],
            2 => (uint)(entry[0] & 0x3f) << 8 | entry[1],
            _ => BinaryPrimitives.ReadUInt32BigEndian(entry[1..]),
        };
        if (size > entry.Length - header) return false;
        element = new PackedElement(entry.Slice(header, (int)size));
        length = header + (int)size;
        return true;
    }
}
