namespace ActorKv.Core.Tests.Commands.Generic;

public sealed class DumpSpec
{
    // As redis-server 7.0.15 answers.
    [Fact]
    public void DUMP_answers_value_version_and_checksum()
    {
        using Kv kv = new();
        kv.Run("SET k abc");
        kv.Run("DUMP k").Replies("\x00\x03" + "abc\x0a\x00\xd9\xac\x30\x3d\x41\x72\xa2\xe2");
        kv.LoggedNothing();
    }

    [Fact]
    public void DUMP_of_a_missing_key_is_nil()
    {
        using Kv kv = new();
        kv.Run("DUMP k").Replies("(nil)");
    }

    [Fact]
    public void DUMP_compresses_long_strings_as_rdbcompression_says()
    {
        using Kv kv = new();
        string text = new('a', 100);
        kv.Run($"SET k {text}");
        Assert.StartsWith("\x00\xc3\x05\x40\x64\x00" + "a\xe0\x5a\x00", kv.Run("DUMP k").Text, StringComparison.Ordinal);
        kv.Settings.RdbCompression = false;
        Assert.StartsWith("\x00\x40\x64" + text, kv.Run("DUMP k").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void DUMP_leaves_short_and_random_strings_as_they_are()
    {
        using Kv kv = new();
        kv.Run($"SET k {new string('a', 20)}");
        Assert.StartsWith("\x00\x14" + new string('a', 20), kv.Run("DUMP k").Text, StringComparison.Ordinal);
        kv.Run("SET k abcdefghijklmnopqrstuvwxyz");
        Assert.StartsWith("\x00\x1a" + "abcdefghijklmnopqrstuvwxyz", kv.Run("DUMP k").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void DUMP_compresses_the_nodes_of_lists()
    {
        using Kv kv = new();
        for (int i = 0; i < 50; i++) kv.Run("RPUSH k hello");
        string payload = kv.Run("DUMP k").Text;
        Assert.StartsWith("\x12\x01\x02\xc3", payload, StringComparison.Ordinal);
        Assert.InRange(payload.Length, 20, 80);
    }

    [Fact]
    public void A_hash_whose_fields_expire_is_of_version_12()
    {
        using Kv kv = new();
        kv.Run("HSET k f v");
        Assert.Equal('\n', kv.Run("DUMP k").Text[^10]);
        // Type 24: the earliest deadline, one field, its deadline behind the earliest plus one, field, value.
        kv.Run("AKV.PUT k 0 \"\\x18\\x80\\x84\\x1e\\x00\\x00\\x00\\x00\\x00\\x01\\x01\\x01f\\x01v\"").Replies("OK");
        Assert.Equal('\f', kv.Run("DUMP k").Text[^10]);
    }
}
