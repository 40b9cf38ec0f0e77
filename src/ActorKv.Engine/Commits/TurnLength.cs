// The length that stands before each turn in a row's payload, as LEB128: CommitBatch writes it.

namespace ActorKv.Engine.Commits;

internal static class TurnLength
{
    /// <summary>Reads the length at <paramref name="at"/> and moves behind it.</summary>
    /// <exception cref="FormatException">The turn would end behind <paramref name="end"/>.</exception>
    public static int Read(byte[] bytes, ref int at, int end)
    {
        uint value = 0;
        for (int shift = 0; shift < 35 && at < end; shift += 7)
        {
            byte b = bytes[at++];
            value |= (uint)(b & 0x7f) << shift;
            if (b >= 0x80) continue;
            if (value > end - at) break;
            return (int)value;
        }
        throw new FormatException("a turn ends behind its row");
    }
}
