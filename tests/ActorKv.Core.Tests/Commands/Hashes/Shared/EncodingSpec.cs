namespace ActorKv.Core.Tests.Commands.Hashes.Shared;

// Where a hash stops being packed: as redis-server 7.0.15 does it, checked side by side.
public sealed class EncodingSpec
{
    [Theory]
    [InlineData("HSET h f L64", "listpack")]
    [InlineData("HSET h f L65", "hashtable")]
    [InlineData("HSET h L65 v", "hashtable")]
    [InlineData("HMSET h f v g L65", "hashtable")]
    [InlineData("HSETNX h f L65", "hashtable")]
    [InlineData("HINCRBY h L65 1", "hashtable")]
    [InlineData("HINCRBYFLOAT h L65 1.5", "hashtable")]
    [InlineData("HSET h a 1 b 2 c 3 d 4", "listpack")]
    [InlineData("HSET h a 1 b 2 c 3 d 4 e 5", "hashtable")]
    [InlineData("HSET h a 1 b 2 c 3 d 4 d 5", "listpack")]
    public void A_hash_becomes_a_table_when_it_grows_too_long_or_too_wide(string command, string encoding)
    {
        using Kv kv = new();
        kv.Settings.HashMaxListpackEntries = 4;
        kv.Run(command.Replace("L64", new string('x', 64), StringComparison.Ordinal).Replace("L65", new string('x', 65), StringComparison.Ordinal));
        kv.Run("OBJECT ENCODING h").Replies(encoding);
    }

    [Fact]
    public void A_table_never_becomes_packed_again()
    {
        using Kv kv = new();
        kv.Run("HSET h a " + new string('x', 65));
        kv.Run("HSET h a 1");
        kv.Run("OBJECT ENCODING h").Replies("hashtable");
        kv.Run("RENAME h i");
        kv.Run("COPY i j");
        kv.Run("OBJECT ENCODING i").Replies("hashtable");
        kv.Run("OBJECT ENCODING j").Replies("hashtable");
        kv.Run("DEL j");
        kv.Run("HSET j a 1");
        kv.Run("OBJECT ENCODING j").Replies("listpack");
    }

    [Fact]
    public void A_limit_that_was_lowered_counts_from_the_next_write()
    {
        using Kv kv = new();
        kv.Run("HSET h a 1 b 2 c 3");
        kv.Settings.HashMaxListpackEntries = 2;
        kv.Run("HDEL h nofield");
        kv.Run("OBJECT ENCODING h").Replies("listpack");
        kv.Run("HSET h a 2");
        kv.Run("OBJECT ENCODING h").Replies("hashtable");
        kv.Run("HGETALL h").Replies("[a, 2, b, 2, c, 3]");
    }
}
