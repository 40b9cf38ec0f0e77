// An argument is what its conversion says, in exactly the bytes that its length says.

using System.Text;

namespace ActorKv.Client.Tests.Values;

public sealed class KvValueSpec
{
    public static TheoryData<KvValue, string> Spellings => new()
    {
        { default, "" },
        { "", "" },
        { "text", "text" },
        { "Grüße, 世界 😀", "Grüße, 世界 😀" },
        { "bytes"u8.ToArray(), "bytes" },
        { "some bytes"u8.ToArray().AsMemory(5, 5), "bytes" },
        { (ReadOnlyMemory<byte>)"some bytes"u8.ToArray().AsMemory(5), "bytes" },
        { ReadOnlyMemory<byte>.Empty, "" },
        { "literal"u8, "literal" },
        { 0, "0" },
        { -1, "-1" },
        { long.MaxValue, "9223372036854775807" },
        { long.MinValue, "-9223372036854775808" },
        { 3.0, "3" },
        { 0.1, "0.1" },
        { -double.MaxValue, "-1.7976931348623157E+308" },
        { double.Epsilon, "5E-324" },
        { double.PositiveInfinity, "inf" },
        { double.NegativeInfinity, "-inf" },
    };

    [Theory]
    [MemberData(nameof(Spellings))]
    public void A_value_is_spelt_in_as_many_bytes_as_it_says(KvValue value, string spelt)
    {
        byte[] expected = Encoding.UTF8.GetBytes(spelt);
        byte[] room = new byte[expected.Length];
        Assert.Equal(expected.Length, value.ByteCount);
        Assert.Equal(expected.Length, value.CopyTo(room));
        Assert.Equal(expected, room);
        Assert.Equal(expected, value.ToArray());
        Assert.Equal(spelt, value.ToString());
    }

    [Fact]
    public void A_kept_value_does_not_change_with_the_callers_memory()
    {
        byte[] bytes = "before"u8.ToArray();
        KvValue kept = ((KvValue)bytes).Keep();
        "after!"u8.CopyTo(bytes);
        Assert.Equal("before", kept.ToString());
    }

    [Fact]
    public void Null_is_no_value()
    {
        Assert.Throws<ArgumentNullException>(() => (KvValue)(string)null!);
        Assert.Throws<ArgumentNullException>(() => (KvValue)(byte[])null!);
    }

    [Fact]
    public void Two_words_hold_a_value() => Assert.Equal(16, System.Runtime.CompilerServices.Unsafe.SizeOf<KvValue>());
}
