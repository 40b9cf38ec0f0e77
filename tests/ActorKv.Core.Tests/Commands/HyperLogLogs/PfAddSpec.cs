namespace ActorKv.Core.Tests.Commands.HyperLogLogs;

public sealed class PfAddSpec
{
    private const string NoHll = "WRONGTYPE Key is not a valid HyperLogLog string value.";
    private const string Corrupt = "INVALIDOBJ Corrupted HLL object detected";

    [Fact]
    public void PFADD_says_whether_a_register_changed()
    {
        using Kv kv = new();
        kv.Run("PFADD h a b c").Replies("(integer) 1");
        kv.Logged("PFADD h a b c");
        kv.Run("PFADD h a c").Replies("(integer) 0");
        kv.LoggedNothing();
        kv.Run("PFADD h d").Replies("(integer) 1");
        kv.Run("PFCOUNT h").Replies("(integer) 4");
        kv.Run("OBJECT ENCODING h").Replies("raw");
    }

    [Fact]
    public void PFADD_without_elements_makes_an_empty_one()
    {
        using Kv kv = new();
        kv.Run("PFADD h").Replies("(integer) 1");
        kv.Run("GET h").Replies("HYLL\u0001\0\0\0\0\0\0\0\0\0\0\u0080\u007f\u00ff");
        kv.Run("PFADD h").Replies("(integer) 0");
        kv.LoggedNothing();
        kv.Run("PFCOUNT h").Replies("(integer) 0");
    }

    [Fact]
    public void PFADD_beyond_hll_sparse_max_bytes_makes_it_dense_whatever_the_limit_is_at_recovery()
    {
        using Kv kv = new();
        kv.Settings.HllSparseMaxBytes = 30;
        kv.Run("PFADD h a b").Replies("(integer) 1");
        kv.Run("PFDEBUG ENCODING h").Replies("sparse");
        kv.Run("PFADD h c d e").Replies("(integer) 1");
        kv.Logged("PFDEBUG TODENSE h", "PFADD h c d e");
        kv.Run("PFDEBUG ENCODING h").Replies("dense");
        kv.Run("STRLEN h").Replies("(integer) 12304");
        kv.Run("PFADD new a b c d e");
        kv.Logged("PFADD new", "PFDEBUG TODENSE new", "PFADD new a b c d e");
        kv.Run("PFCOUNT h").Replies("(integer) 5");
        kv.Settings.HllSparseMaxBytes = 3000;
    }

    [Fact]
    public void PFADD_keeps_the_expiry()
    {
        using Kv kv = new();
        kv.Run("PFADD h a");
        kv.Run("PEXPIRE h 100");
        kv.Run("PFADD h b");
        kv.Run("PTTL h").Replies("(integer) 100");
    }

    [Fact]
    public void PFADD_goes_on_with_a_string_that_SET_has_brought_back()
    {
        using Kv kv = new();
        kv.Run("PFADD h a b c");
        byte[] copy = [.. kv.Run("GET h").Text.Select(letter => (byte)letter)];
        kv.Run("SET"u8.ToArray(), "copy"u8.ToArray(), copy);
        kv.Run("PFADD copy a").Replies("(integer) 0");
        kv.Run("OBJECT ENCODING copy").Replies("raw");
        kv.Run("PFADD copy d").Replies("(integer) 1");
        kv.Run("PFCOUNT copy").Replies("(integer) 4");
    }

    // Forged strings: a header that is none, then registers that are none.
    [Theory]
    [InlineData("", NoHll)]
    [InlineData("foobar", NoHll)]
    [InlineData("HYLL", NoHll)]
    [InlineData("HYLK\\x01\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\x80\\x7f\\xff", NoHll)]
    [InlineData("HYLL\\x02\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\x80\\x7f\\xff", NoHll)]
    [InlineData("HYLL\\x00\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\x80\\x7f\\xff", NoHll)]
    [InlineData("HYLL\\x01\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\x80", Corrupt)]
    [InlineData("HYLL\\x01\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\x80\\x7f", Corrupt)]
    [InlineData("HYLL\\x01\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\x80\\x7f\\xfe", Corrupt)]
    [InlineData("HYLL\\x01\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\x80\\x7f\\xff\\x80", Corrupt)]
    [InlineData("HYLL\\x01\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\x80\\x7f\\xff\\x7f\\xff", Corrupt)]
    public void A_forged_string_is_refused(string forged, string error)
    {
        using Kv kv = new();
        kv.Run($"SET h \"{forged.Replace("\\0", "\\x00", StringComparison.Ordinal)}\"");
        foreach (string command in (string[])["PFADD h a", "PFCOUNT h", "PFCOUNT h h", "PFMERGE h other", "PFMERGE other h", "PFDEBUG GETREG h", "PFDEBUG DECODE h", "PFDEBUG TODENSE h"])
        {
            kv.Run(command).Fails(error);
            kv.LoggedNothing();
        }
    }

    [Theory]
    [InlineData("PFADD list a")]
    [InlineData("PFCOUNT list")]
    [InlineData("PFCOUNT list list")]
    [InlineData("PFMERGE list")]
    [InlineData("PFMERGE to list")]
    [InlineData("PFDEBUG ENCODING list")]
    public void Other_types_are_refused(string command)
    {
        using Kv kv = new();
        kv.Run("RPUSH list a");
        kv.Run(command).Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
    }
}
