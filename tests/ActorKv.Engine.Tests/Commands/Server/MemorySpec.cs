using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Tests.Commands.Server;

public sealed class MemorySpec
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task MEMORY_STATS_tells_what_memory_is_used_for(int version)
    {
        await using TestStore kv = await TestStore.OpenAsync();
        LocalSession session = kv.NewSession();
        await session.Run($"HELLO {version}");
        await session.Run("SET a 1 EX 1000");
        await session.Run("SELECT 3");
        await session.Run("SET b 2");
        Reply reply = await session.ExecuteAsync("MEMORY"u8.ToArray(), "STATS"u8.ToArray());
        Assert.Equal(version == 3 ? ReplyKind.Map : ReplyKind.Array, reply.Kind);
        Dictionary<string, Reply> fields = reply.Items.Chunk(2).ToDictionary(pair => pair[0].Text, pair => pair[1], StringComparer.Ordinal);
        Assert.Equal(29, fields.Count);
        Assert.Equal(2, fields["keys.count"].Integer);
        Assert.True(fields["db.0"].Items[3].Integer > 0, "A key of database 0 expires.");
        Assert.Equal(0, fields["db.3"].Items[3].Integer);
        Assert.Equal(fields["total.allocated"].Integer, fields["overhead.total"].Integer + fields["dataset.bytes"].Integer);
        Assert.Equal(version == 3 ? ReplyKind.Double : ReplyKind.Bulk, fields["fragmentation"].Kind);
    }

    [Fact]
    public async Task MEMORY_DOCTOR_judges_nothing_by_little_data()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.StartsWith("There is too little data", await kv.Run("MEMORY DOCTOR"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MEMORY_DOCTOR_tells_of_a_limit_that_is_near()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run($"SET k {new string('v', 6_000_000)}");
        await kv.Run($"CONFIG SET maxmemory {kv.Store.Evictor.UsedMemory + 1000}");
        Assert.Contains("* Limit: ", await kv.Run("MEMORY DOCTOR"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MEMORY_PURGE_collects_and_MEMORY_MALLOC_STATS_tells_of_it()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal("OK", await kv.Run("MEMORY PURGE"));
        Assert.Contains("\ngeneration 2: ", await kv.Run("MEMORY MALLOC-STATS"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MEMORY STATS x", "ERR wrong number of arguments for 'memory|stats' command")]
    [InlineData("MEMORY NOSUCH", "ERR unknown subcommand 'NOSUCH'. Try MEMORY HELP.")]
    [InlineData("MEMORY", "ERR wrong number of arguments for 'memory' command")]
    public async Task Wrong_use_is_said(string command, string error)
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal("(error) " + error, await kv.Run(command));
    }
}
