// How the values of parameters are spelt: one kind for each way, with the error texts of redis-server 7.0.15.
//
// A kind reads words and prints text. Most take one word; some (`save 60 1`, `bind a b`) take as many as there are, and CONFIG SET splits
// its argument into words for them. What CONFIG REWRITE writes are words again, on one line or on several.

using System.Globalization;

namespace ActorKv.Engine.Configuration;

internal abstract class ParameterKind<T>
{
    public virtual bool ManyWords => false;

    /// <summary>What a value may be, for people.</summary>
    public abstract string Values { get; }

    /// <summary>Reads a value. Null, or what is wrong with it.</summary>
    public abstract string? Parse(ReadOnlySpan<string> words, T current, out T value);

    /// <summary>What CONFIG GET says.</summary>
    public abstract string Print(T value);

    /// <summary>What a directive that stands a second time in a configuration makes of the first: it replaces it.</summary>
    public virtual T Combine(T first, T second) => second;

    /// <summary>The words of the lines that say the value in a configuration file.</summary>
    public virtual IEnumerable<IReadOnlyList<string>> Lines(T value) => [[Print(value)]];
}

internal sealed class YesNoKind : ParameterKind<bool>
{
    public override string Values => "yes, no";

    public override string? Parse(ReadOnlySpan<string> words, bool current, out bool value)
    {
        value = words[0].Equals("yes", StringComparison.OrdinalIgnoreCase);
        return value || words[0].Equals("no", StringComparison.OrdinalIgnoreCase) ? null : "argument must be 'yes' or 'no'";
    }

    public override string Print(bool value) => value ? "yes" : "no";
}

internal sealed class IntegerKind(long min, long max) : ParameterKind<long>
{
    public override string Values => ParameterRange.Of(min, max);

    public override string? Parse(ReadOnlySpan<string> words, long current, out long value)
    {
        // As strict as Redis: no blanks, no plus, no leading zeros.
        if (!long.TryParse(words[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) || Print(value) != words[0])
            return "argument couldn't be parsed into an integer";
        return value < min || value > max ? $"argument must be between {min} and {max} inclusive" : null;
    }

    public override string Print(long value) => value.ToString(CultureInfo.InvariantCulture);
}

internal sealed class OctalKind(int max) : ParameterKind<int>
{
    public override string Values => $"0 to {Print(max)}, octal";

    public override string? Parse(ReadOnlySpan<string> words, int current, out int value)
    {
        value = 0;
        foreach (char c in words[0])
        {
            if (c is < '0' or > '7') return "argument couldn't be parsed as an octal number";
            value = value * 8 + (c - '0');
            if (value > max) return $"argument must be between 0 and {Print(max)} inclusive";
        }
        return null;
    }

    public override string Print(int value) => Convert.ToString(value, 8);
}

/// <summary>Bytes, possibly with a unit: k m g are powers of 1000, kb mb gb of 1024.</summary>
internal sealed class MemoryKind(long min, long max) : ParameterKind<long>
{
    private const int MaxDigits = 127;

    public override string Values => ParameterRange.Of(min, max) + " bytes";

    public override string? Parse(ReadOnlySpan<string> words, long current, out long value)
    {
        if (!TryParse(words[0], out ulong bytes))
        {
            value = 0;
            return "argument must be a memory value";
        }
        value = Clamp(bytes);
        return value < min || bytes > (ulong)max ? $"argument must be between {min} and {max} inclusive" : null;
    }

    public override string Print(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static bool TryParse(string text, out long bytes)
    {
        bool parsed = TryParse(text, out ulong all);
        bytes = Clamp(all);
        return parsed;
    }

    private static long Clamp(ulong bytes) => (long)Math.Min(bytes, long.MaxValue);

    // Numbers without end are the largest there is, up to so many digits that Redis does not look at them.
    private static bool TryParse(string text, out ulong bytes)
    {
        bytes = 0;
        int digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits])) digits++;
        ulong unit = text[digits..].ToUpperInvariant() switch
        {
            "" or "B" => 1,
            "K" => 1000, "KB" => 1UL << 10,
            "M" => 1000_000, "MB" => 1UL << 20,
            "G" => 1000_000_000, "GB" => 1UL << 30,
            _ => 0,
        };
        if (unit == 0 || digits > MaxDigits) return false;
        if (digits == 0) return true;
        bool fits = ulong.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out ulong number) && number <= ulong.MaxValue / unit;
        bytes = fits ? number * unit : ulong.MaxValue;
        return true;
    }
}

/// <summary>Bytes, or percent of another amount: those are kept as negative numbers.</summary>
internal sealed class MemoryOrPercentKind : ParameterKind<long>
{
    public override string Values => "bytes, or 0% to 100%";

    public override string? Parse(ReadOnlySpan<string> words, long current, out long value)
    {
        if (words[0].EndsWith('%'))
        {
            if (!long.TryParse(words[0].AsSpan(..^1), NumberStyles.None, CultureInfo.InvariantCulture, out value)) return "argument must be a memory or percent value";
            value = -value;
            return value < -100 ? "percentage argument must be less or equal to 100" : null;
        }
        return MemoryKind.TryParse(words[0], out value) ? null : "argument must be a memory or percent value";
    }

    public override string Print(long value) => value < 0 ? string.Create(CultureInfo.InvariantCulture, $"{-value}%") : value.ToString(CultureInfo.InvariantCulture);
}

internal sealed class OneOfKind<T>(params (string Name, T Value)[] choices) : ParameterKind<T> where T : struct, Enum
{
    public override string Values => string.Join(", ", Array.ConvertAll(choices, choice => choice.Name));

    public override string? Parse(ReadOnlySpan<string> words, T current, out T value)
    {
        foreach ((string name, T choice) in choices)
        {
            if (!name.Equals(words[0], StringComparison.OrdinalIgnoreCase)) continue;
            value = choice;
            return null;
        }
        value = current;
        return "argument(s) must be one of the following: " + string.Join(", ", Array.ConvertAll(choices, choice => choice.Name));
    }

    public override string Print(T value) => Array.Find(choices, choice => choice.Value.Equals(value)).Name;
}

internal sealed class TextKind(Func<string, string?>? validate = null, Func<string, string>? print = null) : ParameterKind<string>
{
    public override string Values => "text";

    public override string? Parse(ReadOnlySpan<string> words, string current, out string value)
    {
        value = words[0];
        return validate?.Invoke(value);
    }

    public override string Print(string value) => print is null ? value : print(value);
}

internal sealed class WordsKind : ParameterKind<IReadOnlyList<string>>
{
    public override string Values => "words";

    public override bool ManyWords => true;

    public override string? Parse(ReadOnlySpan<string> words, IReadOnlyList<string> current, out IReadOnlyList<string> value)
    {
        value = words is [""] ? [] : words.ToArray();
        return null;
    }

    public override string Print(IReadOnlyList<string> value) => string.Join(' ', value);

    public override IEnumerable<IReadOnlyList<string>> Lines(IReadOnlyList<string> value) => [value.Count == 0 ? [""] : value];
}

/// <summary>Pairs of seconds and changes. Several directives of a configuration add up; an empty one takes all back.</summary>
internal sealed class SavePointsKind : ParameterKind<IReadOnlyList<SavePoint>>
{
    public override string Values => "pairs of seconds and changes";

    public override bool ManyWords => true;

    public override string? Parse(ReadOnlySpan<string> words, IReadOnlyList<SavePoint> current, out IReadOnlyList<SavePoint> value)
    {
        List<SavePoint> points = [];
        value = points;
        if (words is [] or [""]) return null;
        if (words.Length % 2 != 0) return "Invalid save parameters";
        for (int i = 0; i < words.Length; i += 2)
        {
            if (!long.TryParse(words[i], NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) || seconds < 1 ||
                !int.TryParse(words[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out int changes)) return "Invalid save parameters";
            points.Add(new SavePoint(seconds, changes));
        }
        return null;
    }

    public override string Print(IReadOnlyList<SavePoint> value) =>
        string.Join(' ', value.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.Seconds} {point.Changes}")));

    public override IReadOnlyList<SavePoint> Combine(IReadOnlyList<SavePoint> first, IReadOnlyList<SavePoint> second) =>
        second.Count == 0 ? [] : [.. first, .. second];

    public override IEnumerable<IReadOnlyList<string>> Lines(IReadOnlyList<SavePoint> value) =>
        value.Count == 0 ? [[""]] : value.Select(point => Print([point]).Split(' '));
}

/// <summary>Groups of class, hard limit, soft limit and seconds. Classes that are not named keep what they have.</summary>
internal sealed class OutputBufferLimitsKind : ParameterKind<OutputBufferLimits>
{
    public override string Values => "groups of class, hard limit, soft limit and seconds";

    public override bool ManyWords => true;

    public override string? Parse(ReadOnlySpan<string> words, OutputBufferLimits current, out OutputBufferLimits value)
    {
        value = current;
        if (words.Length % 4 != 0) return "Wrong number of arguments in buffer limit configuration.";
        for (int i = 0; i < words.Length; i += 4)
        {
            string name = words[i].ToUpperInvariant();
            if (name is not ("NORMAL" or "SLAVE" or "REPLICA" or "PUBSUB")) return "Invalid client class specified in buffer limit configuration.";
            if (!MemoryKind.TryParse(words[i + 1], out long hard) || !MemoryKind.TryParse(words[i + 2], out long soft) ||
                !long.TryParse(words[i + 3], NumberStyles.None, CultureInfo.InvariantCulture, out long seconds))
                return "Error in hard, soft or soft_seconds setting in buffer limit configuration.";
            OutputBufferLimit limit = new(hard, soft, seconds);
            value = name switch
            {
                "NORMAL" => value with { Normal = limit },
                "PUBSUB" => value with { PubSub = limit },
                _ => value with { Replica = limit },
            };
        }
        return null;
    }

    public override string Print(OutputBufferLimits value) =>
        $"{Words("normal", value.Normal)} {Words("slave", value.Replica)} {Words("pubsub", value.PubSub)}";

    public override IEnumerable<IReadOnlyList<string>> Lines(OutputBufferLimits value) =>
    [
        Words("normal", value.Normal).Split(' '), Words("replica", value.Replica).Split(' '), Words("pubsub", value.PubSub).Split(' '),
    ];

    private static string Words(string name, OutputBufferLimit limit) =>
        string.Create(CultureInfo.InvariantCulture, $"{name} {limit.Hard} {limit.Soft} {limit.SoftSeconds}");
}

/// <summary>Percentages, which INFO latencystats tells.</summary>
internal sealed class PercentilesKind : ParameterKind<IReadOnlyList<double>>
{
    public override string Values => "percentages";

    public override bool ManyWords => true;

    public override string? Parse(ReadOnlySpan<string> words, IReadOnlyList<double> current, out IReadOnlyList<double> value)
    {
        List<double> percentiles = [];
        value = percentiles;
        if (words is [""]) return null;
        foreach (string word in words)
        {
            if (!double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double percentile)) return "Invalid latency-tracking-info-percentiles parameters";
            if (percentile is not (>= 0 and <= 100)) return "latency-tracking-info-percentiles parameters should sit between [0.0,100.0]";
            percentiles.Add(percentile);
        }
        return null;
    }

    public override string Print(IReadOnlyList<double> value) => string.Join(' ', value.Select(percentile => percentile.ToString(CultureInfo.InvariantCulture)));

    public override IEnumerable<IReadOnlyList<string>> Lines(IReadOnlyList<double> value) => [value.Count == 0 ? [""] : Print(value).Split(' ')];
}

/// <summary>A parameter of Redis that has one meaning here and cannot get another: it may be set to that, so that files load.</summary>
internal sealed class FixedKind(string only) : ParameterKind<string>
{
    public override string Values => only;

    public override bool ManyWords => true;

    public override string? Parse(ReadOnlySpan<string> words, string current, out string value)
    {
        value = only;
        return string.Join(' ', words!).Equals(only, StringComparison.OrdinalIgnoreCase)
            ? null
            : $"ActorKv supports only {(only.Length == 0 ? "the empty value" : $"'{only}'")} here";
    }

    public override string Print(string value) => only;

    public override IEnumerable<IReadOnlyList<string>> Lines(string value) => [only.Length == 0 ? [""] : only.Split(' ')];
}

internal static class ParameterRange
{
    /// <summary>"1 to 100"; the ends of a number's type are no ends for people.</summary>
    public static string Of(long min, long max) => (min, max) switch
    {
        (int.MinValue or long.MinValue, int.MaxValue or long.MaxValue) => "any number",
        (_, int.MaxValue or long.MaxValue) => string.Create(CultureInfo.InvariantCulture, $"{min} and more"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{min} to {max}"),
    };
}
