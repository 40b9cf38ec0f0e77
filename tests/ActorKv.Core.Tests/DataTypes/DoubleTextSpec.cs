using System.Globalization;
using System.Text;
using ActorKv.Core.DataTypes;

namespace ActorKv.Core.Tests.DataTypes;

public sealed class DoubleTextSpec
{
    // What glibc's strtod says of the same texts.
    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0", -0.0)]
    [InlineData("+4", 4)]
    [InlineData("007", 7)]
    [InlineData("5.", 5)]
    [InlineData(".5", 0.5)]
    [InlineData("1e2", 100)]
    [InlineData("-1.5E-3", -0.0015)]
    [InlineData("0.1", 0.1)]
    [InlineData("1.7976931348623157e308", double.MaxValue)]
    [InlineData("2.2250738585072014e-308", 2.2250738585072014e-308)]
    [InlineData("9007199254740993", 9007199254740992)]
    [InlineData("inf", double.PositiveInfinity)]
    [InlineData("-Infinity", double.NegativeInfinity)]
    [InlineData("0x10", 16)]
    [InlineData("-0X1.8p3", -12)]
    [InlineData("0x.8", 0.5)]
    [InlineData("0x1p-1074", double.Epsilon)]
    [InlineData("0x1.fffffffffffff8p0", 2)]
    [InlineData("0x20000000000001", 9007199254740992)]
    [InlineData("0x20000000000003", 9007199254740996)]
    [InlineData("0x1.fffffffffffffp1023", double.MaxValue)]
    [InlineData("0x123456789abcdef01234p4", 1375488932539311403843584.0)]
    public void A_number_is_read_to_the_nearest_double(string text, double expected)
    {
        Assert.True(DoubleText.TryParse(Encoding.Latin1.GetBytes(text), out double value, out bool outOfRange));
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(value));
        Assert.False(outOfRange);
    }

    [Theory]
    [InlineData("1e309", double.PositiveInfinity)]
    [InlineData("-1e99999999999999999999", double.NegativeInfinity)]
    [InlineData("1e-400", 0)]
    [InlineData("4.9e-324", double.Epsilon)]
    [InlineData("0x1p1024", double.PositiveInfinity)]
    [InlineData("0x1p99999999999", double.PositiveInfinity)]
    [InlineData("0x1p-1076", 0)]
    [InlineData("0x1.8p-1074", 2 * double.Epsilon)]
    [InlineData("-0x1.fffffffffffff8p1023", double.NegativeInfinity)]
    public void What_is_out_of_range_is_told(string text, double expected)
    {
        Assert.True(DoubleText.TryParse(Encoding.Latin1.GetBytes(text), out double value, out bool outOfRange));
        Assert.Equal(expected, value);
        Assert.True(outOfRange);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("-")]
    [InlineData("+-1")]
    [InlineData(".")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("e5")]
    [InlineData("1,5")]
    [InlineData("nan")]
    [InlineData("infinit")]
    [InlineData("0x")]
    [InlineData("0x.")]
    [InlineData("0x1p")]
    [InlineData("0x1.2.3")]
    [InlineData("0xg")]
    [InlineData("1_000")]
    public void Anything_else_is_refused(string text) => Assert.False(DoubleText.TryParse(Encoding.Latin1.GetBytes(text), out _, out _));

    [Fact]
    public void Hexadecimals_of_any_double_come_back()
    {
        Random random = new(11);
        for (int i = 0; i < 20_000; i++)
        {
            double expected = BitConverter.Int64BitsToDouble(random.NextInt64() & long.MaxValue);
            if (!double.IsFinite(expected)) continue;
            long bits = BitConverter.DoubleToInt64Bits(expected);
            int exponent = (int)(bits >> 52);
            long mantissa = bits & ((1L << 52) - 1);
            string text = string.Create(CultureInfo.InvariantCulture, $"0x{(exponent == 0 ? 0 : 1)}.{mantissa:x13}p{Math.Max(exponent, 1) - 1023}");
            Assert.True(DoubleText.TryParse(Encoding.Latin1.GetBytes(text), out double value, out bool outOfRange));
            Assert.Equal(expected, value);
            Assert.False(outOfRange);
        }
    }

    [Theory]
    [InlineData("0.1", "0.10000000000000001")]
    [InlineData("3.0", "3")]
    [InlineData("-0", "-0")]
    [InlineData("1e16", "10000000000000000")]
    [InlineData("1e17", "1e+17")]
    [InlineData("123456789012345678", "1.2345678901234568e+17")]
    [InlineData("12345678901234567", "12345678901234568")]
    [InlineData("9223372036854775807", "9.2233720368547758e+18")]
    [InlineData("1e21", "1e+21")]
    [InlineData("1e23", "9.9999999999999992e+22")]
    [InlineData("0.0001", "0.0001")]
    [InlineData("0.00012345", "0.00012344999999999999")]
    [InlineData("0.00001", "1.0000000000000001e-05")]
    [InlineData("1e-7", "9.9999999999999995e-08")]
    [InlineData("-1234.5678", "-1234.5678")]
    [InlineData("1.5e10", "15000000000")]
    [InlineData("5e-324", "4.9406564584124654e-324")]
    [InlineData("2.2250738585072011e-308", "2.2250738585072009e-308")]
    [InlineData("1.7976931348623157e308", "1.7976931348623157e+308")]
    [InlineData("inf", "inf")]
    [InlineData("+Infinity", "inf")]
    [InlineData("-INF", "-inf")]
    [InlineData("0x10", "16")]
    [InlineData("-0x1.8p3", "-12")]
    [InlineData("0x.8p-1073", "4.9406564584124654e-324")]
    [InlineData("1.", "1")]
    [InlineData(".5", "0.5")]
    [InlineData("+5", "5")]
    [InlineData("00012", "12")]
    public void A_number_is_read_and_spelt_with_17_digits(string text, string spelt)
    {
        Assert.True(DoubleText.TryParse(Encoding.ASCII.GetBytes(text), out double value));
        Assert.Equal(spelt, Format(value));
        Assert.True(DoubleText.TryParse(Encoding.ASCII.GetBytes(spelt), out double again));
        Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(again));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("\v1")]
    [InlineData("1\0")]
    [InlineData("nan")]
    [InlineData("-nan")]
    [InlineData("infinit")]
    [InlineData("1e400")]
    [InlineData("-1e400")]
    [InlineData("1e-400")]
    [InlineData("0x1p5000")]
    [InlineData("0x1p-5000")]
    [InlineData("0x")]
    [InlineData("0x1p")]
    [InlineData(".")]
    [InlineData("e5")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1_0")]
    [InlineData("1,0")]
    [InlineData("--1")]
    [InlineData("+")]
    public void What_strtod_does_not_read_whole_is_refused(string text) => Assert.False(DoubleText.TryParse(Encoding.ASCII.GetBytes(text), out _));

    [Theory]
    [InlineData("", "0")]
    [InlineData("\0", "0")]
    [InlineData("  1", "1")]
    [InlineData("1\0x", "1")]
    [InlineData("1e400", "inf")]
    [InlineData("-1e400", "-inf")]
    [InlineData("1e-400", "0")]
    public void A_lenient_reader_looks_only_at_where_the_number_ends(string text, string spelt)
    {
        Assert.True(DoubleText.TryParseLenient(Encoding.ASCII.GetBytes(text), out double value));
        Assert.Equal(spelt, Format(value));
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("1 ")]
    [InlineData("nan")]
    [InlineData("x")]
    public void A_lenient_reader_refuses_what_is_no_number(string text) => Assert.False(DoubleText.TryParseLenient(Encoding.ASCII.GetBytes(text), out _));

    [Fact]
    public void Every_double_comes_back_from_its_spelling()
    {
        Random random = new(17);
        Span<byte> digits = stackalloc byte[DoubleText.MaxLength];
        for (int i = 0; i < 20_000; i++)
        {
            double value = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            if (!double.IsFinite(value)) continue;
            Assert.True(DoubleText.TryParse(DoubleText.Format(value, digits), out double again));
            Assert.Equal(value.ToString("R", CultureInfo.InvariantCulture), again.ToString("R", CultureInfo.InvariantCulture));
        }
    }

    private static string Format(double value) => Encoding.ASCII.GetString(DoubleText.Format(value, new byte[DoubleText.MaxLength]));
}
