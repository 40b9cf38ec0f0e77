// The text of INFO: sections with a title, a line "name:value" for each figure, a blank line between sections. Lines end with CRLF.

using System.Globalization;
using System.Text;

namespace ActorKv.Engine.Commands.Server.Info;

internal sealed class InfoWriter
{
    private const string Units = "BKMGTP";

    private readonly StringBuilder _text = new();

    /// <summary>Begins a section.</summary>
    public void Begin(string title)
    {
        if (_text.Length > 0) _text.Append("\r\n");
        _text.Append("# ").Append(title).Append("\r\n");
    }

    public void Field(string name, string value) => _text.Append(name).Append(':').Append(value).Append("\r\n");

    public void Field(string name, long value) => Field(name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>1 or 0.</summary>
    public void Field(string name, bool value) => Field(name, value ? "1" : "0");

    /// <summary>"ok" or "err".</summary>
    public void Status(string name, bool good) => Field(name, good ? "ok" : "err");

    /// <summary>Whole seconds; -1 stays -1.</summary>
    public void Seconds(string name, TimeSpan time) => Field(name, (long)Math.Floor(time.TotalSeconds));

    public void Fraction(string name, double value, int digits = 2, string unit = "") =>
        Field(name, value.ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) + unit);

    /// <summary>Two lines: the bytes, and under "name_human" the same with a unit.</summary>
    public void Bytes(string name, long bytes)
    {
        Field(name, bytes);
        Field(name + "_human", Human(bytes));
    }

    public override string ToString() => _text.ToString();

    private static string Human(long bytes)
    {
        if (bytes < 1024) return string.Create(CultureInfo.InvariantCulture, $"{bytes}B");
        double value = bytes;
        int unit = 0;
        for (; value >= 1024 && unit < Units.Length - 1; unit++) value /= 1024;
        return string.Create(CultureInfo.InvariantCulture, $"{value:F2}{Units[unit]}");
    }
}
