namespace ActorKv.Core.Tests.Commands.SortedSets;

public sealed class ZInterStoreSpec
{
    [Theory]
    [InlineData("ZINTERSTORE {k}d 1 {k}nokey", "(integer) 0", null)]
    [InlineData("ZINTERSTORE {k}str 1 {k}nokey", "(integer) 0", "DEL {k}str")]
    [InlineData("ZINTERSTORE {k}d 0 {k}x", "(error) ERR at least 1 input key is needed for 'zinterstore' command", null)]
    [InlineData("ZINTERSTORE {k}d 2 {k}x", "(error) ERR syntax error", null)]
    [InlineData("ZINTERSTORE {k}d 1 {k}x WITHSCORES", "(error) ERR syntax error", null)]
    [InlineData("ZINTERSTORE {k}d 1 {k}str", "(error) WRONGTYPE Operation against a key holding the wrong kind of value", null)]
    [InlineData("ZINTERSTORE {k}d 1 {k}x WEIGHTS x", "(error) ERR weight value is not a float", null)]
    public void ZINTERSTORE_replies_how_many_it_stored(string command, string reply, string? logged)
    {
        foreach (int packedMembers in (int[])[128, 0])
        {
            using Kv kv = new();
            kv.Settings.ZsetMaxListpackEntries = packedMembers;
            kv.Run("ZADD {k}x 1 a 2 b 3 c");
            kv.Run("ZADD {k}y 10 b 20 c 30 d");
            kv.Run("SADD {k}s b 7");
            kv.Run("SET {k}str x");
            kv.Run(command).Replies(reply);
            if (logged is null) kv.LoggedNothing();
            else kv.Logged(logged);
        }
    }

    [Theory]
    [InlineData("{k}d")]
    [InlineData("{k}x")]
    [InlineData("{k}str")]
    public void ZINTERSTORE_replaces_what_the_destination_held(string destination)
    {
        foreach (int packedMembers in (int[])[128, 0])
        {
            using Kv kv = new();
            kv.Settings.ZsetMaxListpackEntries = packedMembers;
            kv.Run("ZADD {k}x 1 a 2 b 3 c");
            kv.Run("ZADD {k}y 10 b 20 c 30 d");
            kv.Run("SET {k}str x EX 100");
            kv.Run($"ZINTERSTORE {destination} 2 {{k}}x {{k}}y").Replies("(integer) 2");
            kv.Run($"ZRANGE {destination} 0 -1 WITHSCORES").Replies("[b, 12, c, 23]");
            kv.Run($"TTL {destination}").Replies("(integer) -1");
        }
    }

    [Fact]
    public void ZINTERSTORE_reads_other_key_shards()
    {
        using Kv kv = new();
        for (int i = 0; i < 20; i++)
        {
            kv.Run($"ZADD first{i} 1 a");
            kv.Run($"ZINTERSTORE to{i} 1 first{i}").Replies("(integer) 1");
            kv.Run($"ZRANGE to{i} 0 -1 WITHSCORES").Replies("[a, 1]");
        }
    }
}
