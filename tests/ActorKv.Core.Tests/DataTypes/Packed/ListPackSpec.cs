using System.Globalization;
using System.Text;
using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.Lists;
using ActorKv.Core.DataTypes.Packed;

namespace ActorKv.Core.Tests.DataTypes.Packed;

public sealed class ListPackSpec
{
    [Theory]
    [InlineData("0", "0001")]
    [InlineData("127", "7f01")]
    [InlineData("128", "c08002")]
    [InlineData("-1", "dfff02")]
    [InlineData("4095", "cfff02")]
    [InlineData("-4096", "d00002")]
    [InlineData("4096", "f1001003")]
    [InlineData("-32768", "f1008003")]
    [InlineData("32768", "f200800004")]
    [InlineData("-8388608", "f200008004")]
    [InlineData("8388608", "f30000800005")]
    [InlineData("-2147483648", "f30000008005")]
    [InlineData("2147483648", "f4000000800000000009")]
    [InlineData("-9223372036854775808", "f4000000000000008009")]
    [InlineData("", "8001")]
    [InlineData("01", "82303103")]
    [InlineData("hello", "8568656c6c6f06")]
    public void An_element_is_packed_in_the_shortest_form(string text, string expected)
    {
        PackedElement element = PackedElement.Of(Encoding.ASCII.GetBytes(text));
        byte[] packed = new byte[element.PackedLength];
        element.Pack(packed);
        Assert.Equal(expected, Convert.ToHexStringLower(packed));
        Assert.Equal(text, Encoding.ASCII.GetString(ListPack.Read(packed, 0).ToArray()));
        Assert.Equal(packed.Length, ListPack.EntryLength(packed, 0));
        Assert.Equal(0, ListPack.Previous(packed, packed.Length));
    }

    [Theory]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(16377)]
    [InlineData(16378)]     // encoding and data are 16383 bytes: the backlen takes three bytes, one more than needed
    [InlineData(16379)]
    [InlineData(2097146)]
    [InlineData(2097147)]
    public void Strings_of_every_length_are_read_from_both_ends(int length)
    {
        byte[] text = new byte[length];
        Array.Fill(text, (byte)'x');
        PackedElement element = new(text);
        byte[] packed = new byte[element.PackedLength];
        element.Pack(packed);
        Assert.Equal(packed.Length, ListPack.EntryLength(packed, 0));
        Assert.Equal(0, ListPack.Previous(packed, packed.Length));
        Assert.True(ListPack.Read(packed, 0).Matches(new PackedElement(text)));
    }

    [Fact]
    public void A_number_packed_as_a_string_equals_the_number()
    {
        byte[] packed = [0x82, (byte)'4', (byte)'2', 3];
        Assert.True(ListPack.Read(packed, 0).Matches(PackedElement.Of("42"u8)));
        Assert.False(ListPack.Read(packed, 0).Matches(PackedElement.Of("43"u8)));
    }

    [Theory]
    [InlineData("0a000000020001010201ff", true)]           // total one too small
    [InlineData("0b000000020001010201ff", false)]
    [InlineData("0b000000ffff01010201ff", false)]          // count unknown
    [InlineData("0b000000030001010201ff", true)]           // count wrong
    [InlineData("0b000000020001010201fe", true)]           // no end mark
    [InlineData("0b000000020001020201ff", true)]           // backlen wrong
    [InlineData("0b0000000100830102ff05", true)]           // string into the end mark
    [InlineData("0b0000000100f0ffffffff", true)]           // header of a long string cut off
    [InlineData("0d0000000100f0ffffffff06ff", true)]       // long string behind the end
    [InlineData("0a0000000100f503ff01", true)]
    [InlineData("0a0000000100f50102ff", true)]             // no such encoding
    [InlineData("07000000 0000 ff", false)]
    public void A_listpack_from_outside_is_checked_whole(string hex, bool damaged)
    {
        byte[] framed = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal(!damaged, ListPack.TryUnframe(framed, out _));
    }

    [Fact]
    public void The_length_of_an_integer_is_that_of_its_text()
    {
        foreach (long number in (long[])[0, 7, -7, 99, 100, long.MinValue, long.MaxValue])
            Assert.Equal(number.ToString(CultureInfo.InvariantCulture).Length, new PackedElement(number).Length);
    }
}
