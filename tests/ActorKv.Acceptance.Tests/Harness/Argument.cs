using System.Globalization;
using System.Text;

namespace ActorKv.Acceptance.Tests.Harness;

/// <summary>An argument of a command: text goes out byte for byte as Latin-1, numbers in decimal.</summary>
internal readonly record struct Argument(byte[] Bytes)
{
    public static implicit operator Argument(string text) => new(Encoding.Latin1.GetBytes(text));

    public static implicit operator Argument(long number) => new(Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture)));

    public static implicit operator Argument(byte[] bytes) => new(bytes);

    public override string ToString() => Encoding.Latin1.GetString(Bytes);
}
