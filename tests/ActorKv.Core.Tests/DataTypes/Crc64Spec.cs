using System.Text;
using ActorKv.Core.DataTypes;

namespace ActorKv.Core.Tests.DataTypes;

public sealed class Crc64Spec
{
    [Fact]
    public void The_check_value_is_that_of_the_polynomial()
    {
        Assert.Equal(0xE9C6D914C4B8D9CAUL, Crc64.Compute("123456789"u8));
        Assert.Equal(0UL, Crc64.Compute([]));
    }

    [Fact]
    public void Eight_bytes_a_step_give_what_one_bit_a_step_gives()
    {
        byte[] bytes = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Range(0, 40).Select(i => (char)(i * 37 & 0xff))));
        for (int length = 0; length <= bytes.Length; length++)
        {
            ulong crc = 0;
            foreach (byte b in bytes.AsSpan(0, length))
            {
                crc ^= b;
                for (int bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >> 1 ^ 0x95AC9329AC4BC9B5 : crc >> 1;
            }
            Assert.Equal(crc, Crc64.Compute(bytes.AsSpan(0, length)));
        }
    }

    [Fact]
    public void A_sum_may_be_taken_in_pieces() =>
        Assert.Equal(Crc64.Compute("actor and key-value"u8), Crc64.Compute("key-value"u8, Crc64.Compute("actor and "u8)));
}
