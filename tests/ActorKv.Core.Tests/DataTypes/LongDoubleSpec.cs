using System.Globalization;
using System.Text;
using ActorKv.Core.DataTypes;

namespace ActorKv.Core.Tests.DataTypes;

// The expected sums are what redis-server 7.0.15 on x86-64 answers to SET k left, INCRBYFLOAT k right.
public sealed class LongDoubleSpec
{
    [Theory]
    [InlineData("0.1", "0.2", "0.3")]
    [InlineData("3", "1.1", "4.1")]
    [InlineData("10.50", "0.1", "10.6")]
    [InlineData("5.0e3", "2.0e2", "5200")]
    [InlineData("1", "-1", "0")]
    [InlineData("-0.5", "0.5", "0")]
    [InlineData("1e18", "0.1", "1000000000000000000.125")]
    [InlineData("9007199254740993", "0.5", "9007199254740993.5")]
    [InlineData("18446744073709551615", "1", "18446744073709551616")]
    [InlineData("18446744073709551616", "1", "18446744073709551616")]
    [InlineData("36893488147419103233", "0", "36893488147419103232")]
    [InlineData("0.00000000000000001", "0", "0.00000000000000001")]
    [InlineData("0.000000000000000005", "0", "0")]
    [InlineData("0.000000000000000006", "0", "0.00000000000000001")]
    [InlineData("-0.000000000000000001", "0", "0")]
    [InlineData("0.5", "0.0000000000000000055", "0.50000000000000001")]
    [InlineData("1.00000000000000001", "0", "1.00000000000000001")]
    [InlineData("9.99999999999999999", "0", "9.99999999999999999")]
    [InlineData("0.99999999999999999999", "0", "1")]
    [InlineData("1e-4950", "0", "0")]
    [InlineData("3e-4951", "1", "1")]
    [InlineData("1e25", "1", "10000000000000000000000000")]
    [InlineData("1e25", "-1e25", "0")]
    [InlineData("0x1p-1", "0x.8", "1")]
    [InlineData("0xA.Bp2", "0", "42.75")]
    [InlineData("0X1P+3", "-0x1p3", "0")]
    [InlineData("+1.5", "+1.5", "3")]
    [InlineData(".5", "5.", "5.5")]
    [InlineData("1E2", "1", "101")]
    [InlineData("00012", "0", "12")]
    [InlineData("0e99999999999", "0", "0")]
    [InlineData("-0", "0", "0")]
    [InlineData("-0", "-0", "0")]
    [InlineData("2.5", "-2.5000000000000000001", "0")]
    [InlineData("4503599627370497.5", "0.25", "4503599627370497.75")]
    [InlineData("3.0e10", "0.000000001", "30000000000.00000000186264515")]
    [InlineData("0x10000000000000001", "0", "18446744073709551616")]
    [InlineData("0x1.00000000000000008p0", "0", "1")]
    [InlineData("0x1.00000000000000018p0", "0", "1")]
    [InlineData("0x1.000000000000000080000000000001p0", "0", "1")]
    public void The_sum_has_the_digits_of_Redis(string left, string right, string sum)
    {
        Assert.Equal(sum, Add(left, right));
        Assert.Equal(sum, Add(right, left));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("e5")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1e5x")]
    [InlineData("0x")]
    [InlineData("0x.")]
    [InlineData("0xp1")]
    [InlineData("0x1p")]
    [InlineData("0x1.2.3")]
    [InlineData("1.2.3")]
    [InlineData("--1")]
    [InlineData("+-1")]
    [InlineData("1 ")]
    [InlineData(" 1")]
    [InlineData("\t1")]
    [InlineData("1\0")]
    [InlineData("nan")]
    [InlineData("-NAN")]
    [InlineData("infinit")]
    [InlineData("1e4933")]
    [InlineData("1e-4952")]
    [InlineData("1e99999999999999")]
    [InlineData("1e-99999999999999")]
    [InlineData("0x1p16384")]
    [InlineData("0x1p-16446")]
    public void What_C_refuses_is_no_number(string text) => Assert.False(TryParse(text, out _));

    [Theory]
    [InlineData("inf", false)]
    [InlineData("-INFINITY", true)]
    [InlineData("+Infinity", false)]
    public void Infinity_is_read_and_cannot_be_added(string text, bool negative)
    {
        Assert.True(TryParse(text, out LongDouble value));
        Assert.False(value.IsFinite);
        Assert.Equal(negative, value.IsNegative);
        Assert.False(LongDouble.TryAdd(value, default, out _));
    }

    [Fact]
    public void The_greatest_number_has_4933_digits_and_twice_of_it_is_infinite()
    {
        Assert.True(TryParse("0x1.fffffffffffffffep16383", out LongDouble greatest));
        Assert.Equal(4933, Format(greatest).Length);
        Assert.StartsWith("118973149535723176502126385303097020516906332229462420044032373389173700552297", Format(greatest), StringComparison.Ordinal);
        Assert.False(LongDouble.TryAdd(greatest, greatest, out _));
    }

    [Fact]
    public void The_least_number_is_two_to_the_minus_16445()
    {
        Assert.True(TryParse("0x1p-16445", out LongDouble least));
        Assert.Equal((1UL, LongDouble.MinExponent), (least.Mantissa, least.Exponent));
        Assert.True(TryParse("3.6451995318824746025e-4951", out LongDouble decimalLeast));
        Assert.Equal(least, decimalLeast);
        Assert.False(TryParse("1.8225997659412373012e-4951", out _));
        Assert.True(TryParse("1.8225997659412373013e-4951", out LongDouble rounded));
        Assert.Equal(least, rounded);
    }

    [Fact]
    public void Text_of_5119_bytes_is_read_and_longer_text_is_not()
    {
        Assert.True(TryParse("0." + new string('0', 5111) + "1e5111", out LongDouble value));
        Assert.Equal("0.1", Format(value));
        Assert.False(TryParse(new string('0', 5119) + "1", out _));
    }

    [Fact]
    public void Small_and_large_ways_of_scaling_agree()
    {
        // A digit far behind takes the way over BigInteger, and is far too small to change what the others round to.
        ulong digits = 1;
        for (int i = 0; i < 2000; i++)
        {
            digits = digits * 6364136223846793005 + 1442695040888963407;
            string text = (digits >> 8).ToString("D17", CultureInfo.InvariantCulture).Insert(i % 17 + 1, ".");
            Assert.True(TryParse(text, out LongDouble small));
            Assert.True(TryParse(text + new string('0', 30) + "1", out LongDouble large));
            Assert.Equal(small, large);
        }
    }

    private static bool TryParse(string text, out LongDouble value) => LongDoubleText.TryParse(Encoding.Latin1.GetBytes(text), out value);

    private static string Format(LongDouble value) => Encoding.ASCII.GetString(LongDoubleText.Format(value, new byte[LongDoubleText.MaxLength]));

    private static string Add(string left, string right)
    {
        Assert.True(TryParse(left, out LongDouble a));
        Assert.True(TryParse(right, out LongDouble b));
        Assert.True(LongDouble.TryAdd(a, b, out LongDouble sum));
        return Format(sum);
    }
}
