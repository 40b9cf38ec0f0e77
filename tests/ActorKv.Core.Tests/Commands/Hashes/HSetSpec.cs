namespace ActorKv.Core.Tests.Commands.Hashes;

public sealed class HSetSpec
{
    [Fact]
    public void HSET_sets_fields_and_counts_new_ones()
    {
        using Kv kv = new();
        kv.Run("HSET h a 1 b 2").Replies("(integer) 2");
        kv.Logged("HSET h a 1 b 2");
        kv.Run("HSET h b 3 c 4 c 5").Replies("(integer) 1");
        kv.Run("HGETALL h").Replies("[a, 1, b, 3, c, 5]");
    }

    [Fact]
    public void HSET_of_one_field_again_and_again_keeps_the_last_value()
    {
        using Kv kv = new();
        foreach (string value in new[] { "1", "a longer value", "", "-70000", "x", "9223372036854775807", new string('y', 64) })
        {
            kv.Run($"HSET h f \"{value}\"");
            kv.Run("HGET h f").Replies(value);
        }
        kv.Run("HLEN h").Replies("(integer) 1");
    }

    [Fact]
    public void HSET_refuses_other_types_and_a_wrong_number_of_arguments()
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("HSET s f v").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.LoggedNothing();
        kv.Run("HSET h").Fails("ERR wrong number of arguments for 'hset' command");
        kv.Run("HSET h a").Fails("ERR wrong number of arguments for 'hset' command");
        kv.Run("HSET h a 1 b").Fails("ERR wrong number of arguments for 'hset' command");
    }
}
