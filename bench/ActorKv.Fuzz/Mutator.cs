// Changes valid payloads in the ways that find holes: single bits, bytes that mean something (lengths, encodings, ends), runs cut out,
// repeated, or taken from another payload, and the end cut off.

namespace ActorKv.Fuzz;

internal sealed class Mutator(Random random)
{
    private const int MostChanges = 4, LongestRun = 16;

    private static readonly byte[] s_telling = [0x00, 0x01, 0x02, 0x3F, 0x40, 0x7F, 0x80, 0x81, 0xC0, 0xC1, 0xC2, 0xC3, 0xE0, 0xF0, 0xF1, 0xF4, 0xFD, 0xFE, 0xFF];

    private readonly List<byte> _bytes = [];

    /// <summary>A mutation of <paramref name="original"/>; pieces may come from <paramref name="other"/>.</summary>
    public byte[] Mutate(byte[] original, byte[] other)
    {
        _bytes.Clear();
        _bytes.AddRange(original);
        for (int changes = random.Next(1, MostChanges + 1); changes > 0; changes--) Change(other);
        return [.. _bytes];
    }

    private void Change(byte[] other)
    {
        if (_bytes.Count == 0)
        {
            _bytes.Add((byte)random.Next(256));
            return;
        }
        int at = random.Next(_bytes.Count), run = random.Next(1, Math.Min(LongestRun, _bytes.Count - at) + 1);
        switch (random.Next(9))
        {
            case 0: _bytes[at] ^= (byte)(1 << random.Next(8)); break;
            case 1: _bytes[at] = (byte)random.Next(256); break;
            case 2: _bytes[at] = s_telling[random.Next(s_telling.Length)]; break;
            case 3: _bytes[at] += (byte)(random.Next(2) == 0 ? 1 : -1); break;
            case 4: _bytes.RemoveRange(at, run); break;
            case 5: _bytes.InsertRange(at, _bytes.GetRange(at, run)); break;
            case 6: _bytes.Insert(at, s_telling[random.Next(s_telling.Length)]); break;
            case 7: _bytes.RemoveRange(at, random.Next(8) == 0 ? _bytes.Count - at : run); break;
            default:
                int from = random.Next(other.Length);
                _bytes.InsertRange(at, other.AsSpan(from, Math.Min(run, other.Length - from)));
                break;
        }
    }
}
