namespace ActorKv.Core.Tests.Commands.Bitmaps;

public sealed class BitFieldSpec
{
    private const string BadType = "ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but i64 is.";
    private const string BadOffset = "ERR bit offset is not an integer or out of range";

    [Fact]
    public void BITFIELD_reads_sets_and_adds_in_order()
    {
        using Kv kv = new();
        kv.Run("BITFIELD k SET u8 0 255 GET u8 0 INCRBY u8 0 10 OVERFLOW SAT INCRBY u8 0 300 OVERFLOW FAIL INCRBY u8 0 1")
            .Replies("[(integer) 0, (integer) 255, (integer) 9, (integer) 255, (nil)]");
        kv.Logged("BITFIELD k SET u8 0 255 GET u8 0 INCRBY u8 0 10 OVERFLOW SAT INCRBY u8 0 300 OVERFLOW FAIL INCRBY u8 0 1");
        kv.Run("BITFIELD k SET i8 8 200 GET u4 8 SET i5 #3 -20 GET i64 0 GET u63 1")
            .Replies("[(integer) 0, (integer) 12, (integer) 0, (integer) -15551492463263744, (integer) 9207820544391512064]");
        kv.Run("OBJECT ENCODING k").Replies("raw");
    }

    [Theory]
    [InlineData("OVERFLOW WRAP SET i8 0 300", 44)]
    [InlineData("OVERFLOW SAT SET i8 0 300", 127)]
    [InlineData("OVERFLOW SAT SET i8 0 -300", -128)]
    [InlineData("OVERFLOW sat SET i8 0 -9223372036854775808", 127)]
    [InlineData("SET i8 0 -9223372036854775808", 0)]
    [InlineData("OVERFLOW SAT SET u8 0 -1", 255)]
    [InlineData("SET u8 0 -2", 254)]
    [InlineData("INCRBY u8 0 -1", 255)]
    [InlineData("OVERFLOW SAT INCRBY u8 0 -1", 0)]
    [InlineData("INCRBY i8 0 128", -128)]
    [InlineData("OVERFLOW SAT INCRBY i8 0 9223372036854775807", 127)]
    [InlineData("OVERFLOW SAT INCRBY i8 0 -9223372036854775808", -128)]
    public void BITFIELD_wraps_or_saturates_what_does_not_fit(string step, int value)
    {
        using Kv kv = new();
        kv.Run("BITFIELD k " + step);
        kv.Run($"BITFIELD k GET {(step.Contains('u') ? "u8" : "i8")} 0").Replies($"[(integer) {value}]");
    }

    [Fact]
    public void BITFIELD_wraps_64_bits_too()
    {
        using Kv kv = new();
        kv.Run("BITFIELD k INCRBY i64 0 9223372036854775807 INCRBY i64 0 1 OVERFLOW SAT INCRBY i64 0 -1 OVERFLOW FAIL INCRBY i64 0 -1")
            .Replies("[(integer) 9223372036854775807, (integer) -9223372036854775808, (integer) -9223372036854775808, (nil)]");
    }

    [Fact]
    public void BITFIELD_reads_back_what_it_set_at_every_width_and_offset()
    {
        using Kv kv = new();
        for (int width = 1; width <= 64; width++)
        {
            for (int offset = 0; offset < 16; offset += 3)
            {
                kv.Run("SET k \"\\xa5\\xa5\\xa5\\xa5\\xa5\\xa5\\xa5\\xa5\\xa5\\xa5\\xa5\"");
                long value = -0x5_4321_0fed_cba9 >> 64 - width;
                kv.Run($"BITFIELD k SET i{width} {offset} {value}");
                kv.Run($"BITFIELD k GET i{width} {offset}").Replies($"[(integer) {value}]");
                kv.Run($"BITFIELD k SET i{width} {offset} 0 GET u{offset + 1} 0 GET u1 {offset + width}")
                    .Replies($"[(integer) {value}, (integer) {0xa5a5a5 >> 24 - offset << 1}, (integer) {0xa5 >> 7 - (offset + width) % 8 & 1}]");
            }
        }
    }

    [Fact]
    public void BITFIELD_with_a_number_sign_counts_fields_of_the_type()
    {
        using Kv kv = new();
        kv.Run("BITFIELD k SET u12 #3 4095").Replies("[(integer) 0]");
        kv.Run("BITFIELD k GET u12 36 GET u12 #2 GET u12 #4").Replies("[(integer) 4095, (integer) 0, (integer) 0]");
    }

    [Fact]
    public void BITFIELD_that_only_reads_makes_no_key()
    {
        using Kv kv = new();
        kv.Run("BITFIELD k GET u8 0 OVERFLOW FAIL GET i64 4000000000").Replies("[(integer) 0, (integer) 0]");
        kv.Run("BITFIELD k").Replies("[]");
        kv.LoggedNothing();
        kv.Run("EXISTS k").Replies("(integer) 0");
    }

    [Fact]
    public void BITFIELD_that_is_refused_still_makes_the_string_as_long_as_asked()
    {
        using Kv kv = new();
        kv.Run("BITFIELD k OVERFLOW FAIL INCRBY u2 100 5").Replies("[(nil)]");
        kv.Logged("BITFIELD k OVERFLOW FAIL INCRBY u2 100 5");
        kv.Run("STRLEN k").Replies("(integer) 13");
        kv.Run("BITFIELD k OVERFLOW FAIL INCRBY u2 100 5").Replies("[(nil)]");
        kv.LoggedNothing();
    }

    [Fact]
    public void BITFIELD_that_changes_no_bit_logs_nothing()
    {
        using Kv kv = new();
        kv.Run("BITFIELD k SET u8 0 7");
        kv.Run("BITFIELD k SET u8 0 7 INCRBY u4 0 0").Replies("[(integer) 7, (integer) 0]");
        kv.LoggedNothing();
    }

    [Theory]
    [InlineData("GET u64 0", BadType)]
    [InlineData("GET i65 0", BadType)]
    [InlineData("GET u0 0", BadType)]
    [InlineData("GET x8 0", BadType)]
    [InlineData("GET U8 0", BadType)]
    [InlineData("GET u 0", BadType)]
    [InlineData("GET u8 -1", BadOffset)]
    [InlineData("GET u8 #-1", BadOffset)]
    [InlineData("GET u8 #", BadOffset)]
    [InlineData("GET u8 4294967296", BadOffset)]
    [InlineData("GET u8 #536870912", BadOffset)]
    [InlineData("GET u8", "ERR syntax error")]
    [InlineData("SET u8 0", "ERR syntax error")]
    [InlineData("SET u8 0 x", "ERR value is not an integer or out of range")]
    [InlineData("INCRBY u8 0 1.5", "ERR value is not an integer or out of range")]
    [InlineData("SET u8 0 1 OVERFLOW NEVER", "ERR Invalid OVERFLOW type specified")]
    [InlineData("SET u8 0 1 OVERFLOW", "ERR syntax error")]
    [InlineData("SET u8 0 1 TWICE", "ERR syntax error")]
    public void BITFIELD_with_a_wrong_step_does_none(string steps, string error)
    {
        using Kv kv = new();
        kv.Run("BITFIELD k " + steps).Fails(error);
        kv.LoggedNothing();
        kv.Run("EXISTS k").Replies("(integer) 0");
    }

    [Fact]
    public void BITFIELD_reads_the_type_up_to_a_zero_byte()
    {
        using Kv kv = new();
        kv.Run("BITFIELD k SET \"u8\\x00x\" 0 200 GET u8 0").Replies("[(integer) 0, (integer) 200]");
    }

    [Theory]
    [InlineData("BITFIELD list GET u8 0")]
    [InlineData("BITFIELD list SET u8 0 1")]
    [InlineData("BITFIELD_RO list GET u8 0")]
    public void BITFIELD_refuses_other_types(string command)
    {
        using Kv kv = new();
        kv.Run("RPUSH list a");
        kv.Run(command).Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
    }
}
