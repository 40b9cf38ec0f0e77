using System.Globalization;
using System.Text;
using ActorKv.Acceptance.Tests.Harness;

namespace ActorKv.Acceptance.Tests.Differential;

/// <summary>A command of a random sequence. Its text can be typed into redis-cli.</summary>
internal sealed record RandomCommand(Argument[] Arguments)
{
    private const int LongestShown = 60;

    public string Name => Arguments[0].ToString().ToUpperInvariant();

    /// <summary>The name with the subcommand: "OBJECT ENCODING".</summary>
    public string FullName => Arguments.Length > 1 ? $"{Name} {Arguments[1].ToString().ToUpperInvariant()}" : Name;

    /// <summary>True for a command that answers in several calls.</summary>
    public bool IsWalk => Name is "SCAN" or "HSCAN" or "SSCAN" or "ZSCAN";

    public override string ToString() => string.Join(' ', Arguments.Select(argument => Quote(argument.Bytes)));

    public static string Quote(byte[] bytes, int most = LongestShown)
    {
        if (bytes.Length > most) return $"<{bytes.Length} bytes: {Quote(bytes[..(most / 2)])}...>";
        if (bytes.Length > 0 && bytes.All(letter => letter is > (byte)' ' and < 127 and not ((byte)'"' or (byte)'\''))) return Encoding.ASCII.GetString(bytes);
        StringBuilder text = new("\"");
        foreach (byte letter in bytes)
        {
            if (letter is >= (byte)' ' and < 127 and not ((byte)'"' or (byte)'\\')) text.Append((char)letter);
            else text.Append(CultureInfo.InvariantCulture, $"\\x{letter:x2}");
        }
        return text.Append('"').ToString();
    }
}
