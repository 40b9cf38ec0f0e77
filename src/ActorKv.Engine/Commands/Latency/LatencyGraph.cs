// The picture of LATENCY GRAPH: a column for each sample, oldest first, four rows high, from the least to the greatest, and below each column how
// long ago that was, written downwards.
//
//     #
//    _|
//   _||
//   |||
//
//   911      9, 12 and 1 ... seconds, minutes, hours or days ago
//   s2s
//    s

using System.Globalization;
using System.Text;
using ActorKv.Engine.Statistics;

namespace ActorKv.Engine.Commands.Latency;

internal static class LatencyGraph
{
    private const int Rows = 4, Width = 80;

    // Marks of the top cell of a column, by how much of the cell it fills; below it the column is full.
    private const string Tops = "_o#";

    public static string Draw(LatencyEvent latency, long now)
    {
        LatencySample[] samples = latency.Samples;
        long least = samples.Min(sample => sample.Milliseconds), most = samples.Max(sample => sample.Milliseconds);
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{latency.Name} - high {most} ms, low {least} ms (all time high {latency.Worst} ms)\n").Append('-', Width).Append('\n');
        for (int from = 0; from < samples.Length; from += Width) DrawRows(text, samples.AsSpan(from, Math.Min(Width, samples.Length - from)), least, most, now);
        return text.ToString();
    }

    private static void DrawRows(StringBuilder text, ReadOnlySpan<LatencySample> samples, long least, long most, long now)
    {
        for (int row = Rows - 1; row >= 0; row--)
        {
            foreach (LatencySample sample in samples)
            {
                int step = most == least ? 0 : (int)((sample.Milliseconds - least) * (Rows * Tops.Length - 1) / (most - least));
                int top = step / Tops.Length;
                text.Append(row > top ? ' ' : row < top ? '|' : Tops[step % Tops.Length]);
            }
            text.Append('\n');
        }
        text.Append('\n');
        string[] ages = new string[samples.Length];
        for (int i = 0; i < ages.Length; i++) ages[i] = Age(now - samples[i].Time);
        for (int line = 0; line < ages.Max(age => age.Length); line++)
        {
            foreach (string age in ages) text.Append(line < age.Length ? age[line] : ' ');
            text.Append('\n');
        }
    }

    private static string Age(long seconds)
    {
        (long number, char unit) = seconds switch
        {
            < 60 => (Math.Max(0, seconds), 's'),
            < 3600 => (seconds / 60, 'm'),
            < 86_400 => (seconds / 3600, 'h'),
            _ => (seconds / 86_400, 'd'),
        };
        return number.ToString(CultureInfo.InvariantCulture) + unit;
    }
}
