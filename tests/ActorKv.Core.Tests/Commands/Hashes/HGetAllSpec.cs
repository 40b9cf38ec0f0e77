namespace ActorKv.Core.Tests.Commands.Hashes;

public sealed class HGetAllSpec
{
    [Fact]
    public void HGETALL_returns_fields_and_values_flat_or_as_a_map()
    {
        using Kv kv = new();
        kv.Run("HSET h a 1 b two");
        kv.Run("HGETALL h").RepliesOnWire("*4\r\n$1\r\na\r\n$1\r\n1\r\n$1\r\nb\r\n$3\r\ntwo\r\n");
        kv.Resp = 3;
        kv.Run("HGETALL h").Replies("{a: 1, b: two}");
    }

    [Fact]
    public void HGETALL_of_a_missing_key_is_empty()
    {
        using Kv kv = new();
        kv.Run("HGETALL nokey").RepliesOnWire("*0\r\n");
        kv.Resp = 3;
        kv.Run("HGETALL nokey").RepliesOnWire("%0\r\n");
    }

    [Fact]
    public void HGETALL_returns_a_large_hash_whole()
    {
        using Kv kv = new();
        for (int i = 0; i < 600; i++) kv.Run($"HSET h f{i} v");
        Assert.Equal(1200, kv.Run("HGETALL h").Text.Split(',').Length);
    }

    [Fact]
    public void HGETALL_refuses_other_types_and_a_wrong_number_of_arguments()
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("HGETALL s").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.LoggedNothing();
        kv.Run("HGETALL").Fails("ERR wrong number of arguments for 'hgetall' command");
        kv.Run("HGETALL h a").Fails("ERR wrong number of arguments for 'hgetall' command");
    }
}
