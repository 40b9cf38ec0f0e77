using System.Globalization;
using System.Text;
using ActorKv.Acceptance.Tests.Harness;

namespace ActorKv.Acceptance.Tests.Differential;

/// <summary>A command of a random sequence. Its text can be typed into redis-cli.</summary>
internal sealed record RandomCommand(Argument[] Arguments)
{
    private const int LongestShown = 60;

    private static readonly HashSet<string> s_keys =
    [
        "a", "b", "c", "d", "e", "list1", "list2", "{tag}1", "{tag}2", "{}x", "key with space", "\xff\0key", "", "hll1", "hll2", "{tag}hll", "lex1", "lex2", "{lex1}3",
        "stream1", "stream2", "stream3", "{tag}stream",
    ];

    public string Name => Arguments[0].ToString().ToUpperInvariant();

    /// <summary>The name with the subcommand: "OBJECT ENCODING".</summary>
    public string FullName => Arguments.Length > 1 ? $"{Name} {Arguments[1].ToString().ToUpperInvariant()}" : Name;

    /// <summary>True for a command that answers in several calls.</summary>
    public bool IsWalk => Name is "SCAN" or "HSCAN" or "SSCAN" or "ZSCAN";

    /// <summary>The same over keys of one slot: a hash tag goes before everything that is called as keys are.</summary>
    public RandomCommand InOneSlot() => new([.. Arguments.Select(argument => s_keys.Contains(argument.ToString()) ? (Argument)("{one}" + argument) : argument)]);

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
