namespace ActorKv.Core.Tests.Commands.Server;

public sealed class DbSizeSpec
{
    [Fact]
    public void DBSIZE_counts_the_keys_of_the_selected_database()
    {
        using Kv kv = new();
        kv.Run("DBSIZE").Replies("(integer) 0");
        for (int i = 0; i < 100; i++) kv.Run($"SET key:{i} 1");
        kv.Run("DBSIZE").Replies("(integer) 100");
        kv.Database = 3;
        kv.Run("DBSIZE").Replies("(integer) 0");
        kv.Run("DBSIZE 1").Fails("ERR wrong number of arguments for 'dbsize' command");
    }
}
