namespace ActorKv.Core.Tests.Commands.Strings;

public sealed class SetSpec
{
    [Fact]
    public void SET_makes_a_string_and_GET_reads_it()
    {
        using Kv kv = new();
        kv.Run("SET k v").RepliesOnWire("+OK\r\n");
        kv.Logged("SET k v");
        kv.Run("GET k").Replies("v");
    }

    [Fact]
    public void SET_overwrites_a_value_of_the_same_length_and_of_another_one()
    {
        using Kv kv = new();
        kv.Run("SET k abc");
        kv.Run("SET k xyz").Replies("OK");
        kv.Logged("SET k xyz");
        kv.Run("SET k longer").Replies("OK");
        kv.Run("GET k").Replies("longer");
    }

    [Fact]
    public void SET_of_the_value_that_is_there_is_a_change_like_any_other()
    {
        using Kv kv = new();
        kv.Run("SET k v");
        kv.Run("SET k v").Replies("OK");
        kv.Logged("SET k v");
    }

    [Fact]
    public void SET_keeps_every_byte_of_keys_and_values()
    {
        using Kv kv = new();
        kv.Run("SET"u8.ToArray(), "k\0\r\n"u8.ToArray(), [0, 255, 13, 10]);
        kv.Run("GET"u8.ToArray(), "k\0\r\n"u8.ToArray()).RepliesOnWire("$4\r\n\0\u00ff\r\n\r\n");
    }

    [Fact]
    public void SET_takes_an_empty_key_and_an_empty_value()
    {
        using Kv kv = new();
        kv.Run("SET \"\" \"\"").Replies("OK");
        kv.Run("GET \"\"").RepliesOnWire("$0\r\n\r\n");
    }

    [Fact]
    public void SET_takes_values_from_the_longest_short_string_to_far_beyond()
    {
        using Kv kv = new();
        foreach (int length in new[] { 4095, 4096, 4097, 100_000, 4097, 10 })
        {
            byte[] value = [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))];
            kv.Run("SET"u8.ToArray(), "k"u8.ToArray(), value).Replies("OK");
            Assert.Equal(length, kv.Run("GET k").Text.Length);
        }
    }

    [Fact]
    public void SET_adopts_a_large_argument_that_came_in_an_array_of_its_own()
    {
        using Kv kv = new();
        byte[] value = new byte[100_000];
        kv.Run("SET"u8.ToArray(), "k"u8.ToArray(), value);
        value[0] = (byte)'x';
        Assert.Equal('x', kv.Run("GET k").Text[0]);
        value[0] = 0;
    }

    [Fact]
    public void SET_with_EX_and_PX_logs_an_absolute_deadline()
    {
        using Kv kv = new();
        kv.Run("SET k v EX 10").Replies("OK");
        kv.Logged("SET k v PXAT 1010000");
        kv.Run("SET k v px 10").Replies("OK");
        kv.Logged("SET k v PXAT 1000010");
    }

    [Fact]
    public void SET_with_EXAT_and_PXAT_takes_a_deadline()
    {
        using Kv kv = new();
        kv.Run("SET k v EXAT 2000").Replies("OK");
        kv.Logged("SET k v PXAT 2000000");
        kv.Run("SET k v PXAT 2000000").Replies("OK");
        kv.Logged("SET k v PXAT 2000000");
        kv.Run("SET k w PXAT 9223372036854775807").Replies("OK");
        kv.Logged("SET k w PXAT 9223372036854775807");
    }

    [Fact]
    public void SET_takes_an_expiry_away()
    {
        using Kv kv = new();
        kv.Run("SET k v PX 100");
        kv.Run("SET k v").Replies("OK");
        kv.Logged("SET k v");
        kv.Now += 1000;
        kv.Run("GET k").Replies("v");
    }

    [Fact]
    public void SET_with_KEEPTTL_keeps_the_expiry()
    {
        using Kv kv = new();
        kv.Run("SET k v PX 100");
        kv.Run("SET k other KEEPTTL").Replies("OK");
        kv.Logged("SET k other KEEPTTL");
        kv.Now += 100;
        kv.Run("GET k").Replies("other");
        kv.Now += 1;
        kv.Run("GET k").Replies("(nil)");
        kv.Logged("DEL k");
    }

    [Fact]
    public void SET_with_a_deadline_that_is_past_deletes_the_key_and_answers_OK()
    {
        using Kv kv = new();
        kv.Run("SET k v");
        kv.Run("SET k w PXAT 999999").Replies("OK");
        kv.Logged("DEL k");
        kv.Run("SET k w PXAT 1").Replies("OK");
        kv.LoggedNothing();
        kv.Run("GET k").Replies("(nil)");
    }

    [Fact]
    public void SET_with_NX_sets_only_a_missing_key()
    {
        using Kv kv = new();
        kv.Run("SET k v NX").Replies("OK");
        kv.Run("SET k w nx").Replies("(nil)");
        kv.LoggedNothing();
        kv.Run("GET k").Replies("v");
    }

    [Fact]
    public void SET_with_XX_sets_only_a_key_that_is_there()
    {
        using Kv kv = new();
        kv.Run("SET k v XX").Replies("(nil)");
        kv.LoggedNothing();
        kv.Run("SET k v");
        kv.Run("SET k w XX").Replies("OK");
        kv.Run("GET k").Replies("w");
    }

    [Fact]
    public void SET_with_GET_answers_the_value_before()
    {
        using Kv kv = new();
        kv.Run("SET k v GET").Replies("(nil)");
        kv.Logged("SET k v");
        kv.Run("SET k w GET").Replies("v");
        kv.Run("SET k x GET EX 10").Replies("w");
        kv.Logged("SET k x PXAT 1010000");
    }

    [Fact]
    public void SET_with_GET_and_NX_answers_the_value_that_stays()
    {
        using Kv kv = new();
        kv.Run("SET k v NX GET").Replies("(nil)");
        kv.Run("SET k w GET NX").Replies("v");
        kv.LoggedNothing();
        kv.Run("SET other w GET XX").Replies("(nil)");
        kv.LoggedNothing();
    }

    [Fact]
    public void SET_accepts_an_option_twice_and_the_last_amount_counts()
    {
        using Kv kv = new();
        kv.Run("SET k v EX 10 EX 20 GET GET").Replies("(nil)");
        kv.Logged("SET k v PXAT 1020000");
        kv.Run("SET k v NX NX").Replies("(nil)");
    }

    [Fact]
    public void SET_refuses_options_that_contradict_each_other_or_are_unknown()
    {
        using Kv kv = new();
        foreach (string options in new[] { "NX XX", "XX NX", "EX 1 PX 1", "PXAT 1 EXAT 1", "EX 1 KEEPTTL", "KEEPTTL PX 1", "EX", "KEEPTTL EX", "PERSIST", "x", "EX abc x" })
            kv.Run("SET k v " + options).Fails("ERR syntax error");
        kv.Run("GET k").Replies("(nil)");
    }

    [Fact]
    public void SET_refuses_amounts_of_time_that_are_no_numbers_or_out_of_range()
    {
        using Kv kv = new();
        kv.Run("SET k v EX abc").Fails("ERR value is not an integer or out of range");
        kv.Run("SET k v EX NX").Fails("ERR value is not an integer or out of range");
        foreach (string expiry in new[] { "EX 0", "PX -1", "EXAT 0", "PXAT -5", "EX 9223372036854775807", "EX 9223372036854775", "PX 9223372036854775807", "EXAT 9223372036854776" })
            kv.Run("SET k v " + expiry).Fails("ERR invalid expire time in 'set' command");
    }

    [Fact]
    public void SET_wants_a_key_and_a_value()
    {
        using Kv kv = new();
        kv.Run("SET k").Fails("ERR wrong number of arguments for 'set' command");
    }
}
