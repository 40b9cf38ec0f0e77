namespace ActorKv.Core.Tests.Commands.Hashes;

public sealed class HGetDelSpec
{
    [Fact]
    public void HGETDEL_returns_and_removes_fields()
    {
        using Kv kv = new();
        kv.Run("HSET h a 1 b two c 3");
        kv.Run("HGETDEL h FIELDS 4 b x a b").Replies("[two, (nil), 1, (nil)]");
        kv.Logged("HDEL h b a");
        kv.Run("HGETALL h").Replies("[c, 3]");
        kv.Run("HGETDEL h FIELDS 1 x").Replies("[(nil)]");
        kv.LoggedNothing();
    }

    [Fact]
    public void HGETDEL_of_the_last_field_removes_the_key()
    {
        using Kv kv = new();
        kv.Run("HSET h a 1");
        kv.Run("HGETDEL h FIELDS 2 a b").Replies("[1, (nil)]");
        kv.Run("EXISTS h").Replies("(integer) 0");
        kv.Run("HGETDEL nokey FIELDS 2 a b").Replies("[(nil), (nil)]");
        kv.LoggedNothing();
    }

    [Theory]
    [InlineData("HGETDEL s FIELDS 1 a", "WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("HGETDEL h FIELD 1 a", "ERR Mandatory argument FIELDS is missing or not at the right position")]
    [InlineData("HGETDEL h FIELDS 0 a", "ERR Number of fields must be a positive integer")]
    [InlineData("HGETDEL h FIELDS -1 a", "ERR Number of fields must be a positive integer")]
    [InlineData("HGETDEL h FIELDS x a", "ERR Number of fields must be a positive integer")]
    [InlineData("HGETDEL h FIELDS 2 a", "ERR The `numfields` parameter must match the number of arguments")]
    [InlineData("HGETDEL h FIELDS 1 a b", "ERR The `numfields` parameter must match the number of arguments")]
    [InlineData("HGETDEL h FIELDS 1", "ERR wrong number of arguments for 'hgetdel' command")]
    public void HGETDEL_refuses(string command, string error)
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("HSET h a 1");
        kv.Run(command).Fails(error);
        kv.LoggedNothing();
    }
}
