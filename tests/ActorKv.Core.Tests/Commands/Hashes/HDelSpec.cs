namespace ActorKv.Core.Tests.Commands.Hashes;

public sealed class HDelSpec
{
    [Fact]
    public void HDEL_removes_fields_and_counts_them()
    {
        using Kv kv = new();
        kv.Run("HSET h a 1 b 2 c 3");
        kv.Run("HDEL h a nofield c a").Replies("(integer) 2");
        kv.Logged("HDEL h a nofield c a");
        kv.Run("HGETALL h").Replies("[b, 2]");
    }

    [Fact]
    public void HDEL_of_the_last_field_removes_the_key()
    {
        using Kv kv = new();
        kv.Run("HSET h a 1 b 2");
        kv.Run("HDEL h a b c").Replies("(integer) 2");
        kv.Run("EXISTS h").Replies("(integer) 0");
    }

    [Fact]
    public void HDEL_of_what_is_missing_logs_nothing()
    {
        using Kv kv = new();
        kv.Run("HSET h a 1");
        kv.Run("HDEL h b").Replies("(integer) 0");
        kv.LoggedNothing();
        kv.Run("HDEL nokey a").Replies("(integer) 0");
        kv.LoggedNothing();
    }

    [Fact]
    public void HDEL_shrinks_a_large_hash()
    {
        using Kv kv = new();
        for (int i = 0; i < 2000; i++) kv.Run($"HSET h f{i} v{i}");
        for (int i = 3; i < 2000; i++) kv.Run($"HDEL h f{i}").Replies("(integer) 1");
        kv.Run("HMGET h f0 f1 f2 f3").Replies("[v0, v1, v2, (nil)]");
        kv.Run("OBJECT ENCODING h").Replies("hashtable");
    }

    [Fact]
    public void HDEL_refuses_other_types_and_a_wrong_number_of_arguments()
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("HDEL s f").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.LoggedNothing();
        kv.Run("HDEL h").Fails("ERR wrong number of arguments for 'hdel' command");
    }
}
