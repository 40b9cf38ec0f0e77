namespace ActorKv.Core.Tests.Commands.Generic;

public sealed class MoveSpec
{
    [Fact]
    public void MOVE_takes_value_and_expiry_to_another_database()
    {
        using Kv kv = new();
        kv.Run("SET k v EX 100");
        kv.Run("MOVE k 3").Replies("(integer) 1");
        kv.Logged("MOVE k 3");
        kv.Run("EXISTS k").Replies("(integer) 0");
        kv.Database = 3;
        kv.Run("GET k").Replies("v");
        kv.Run("TTL k").Replies("(integer) 100");
    }

    [Fact]
    public void MOVE_replaces_nothing()
    {
        using Kv kv = new();
        kv.Run("SET k zero");
        kv.Run("COPY k k DB 1");
        kv.Run("MOVE k 1").Replies("(integer) 0");
        kv.Run("MOVE missing 1").Replies("(integer) 0");
        kv.LoggedNothing();
    }

    [Fact]
    public void MOVE_reports_a_list_to_those_who_wait_in_the_other_database()
    {
        using Kv kv = new();
        kv.Run("RPUSH k 1");
        foreach (var shard in kv.Shards) shard.WaitedKeys = 1;
        kv.Run("MOVE k 2");
        kv.ReportedReady("k");
    }

    [Theory]
    [InlineData("MOVE k x", "ERR value is not an integer or out of range")]
    [InlineData("MOVE k 1.5", "ERR value is not an integer or out of range")]
    [InlineData("MOVE k 99999999999", "ERR value is out of range, value must between -2147483648 and 2147483647")]
    [InlineData("MOVE k 16", "ERR DB index is out of range")]
    [InlineData("MOVE k -1", "ERR DB index is out of range")]
    [InlineData("MOVE missing 16", "ERR DB index is out of range")]
    [InlineData("MOVE missing 0", "ERR source and destination objects are the same")]
    [InlineData("MOVE k", "ERR wrong number of arguments for 'move' command")]
    public void MOVE_wants_another_database(string command, string error)
    {
        using Kv kv = new();
        kv.Run("SET k v");
        kv.Run(command).Fails(error);
        kv.LoggedNothing();
    }
}
