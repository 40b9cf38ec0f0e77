using ActorKv.Engine.Sessions;
// CONFIG as clients see it. What each parameter accepts and how it is spelt is Configuration/ServerParametersSpec.cs.

namespace ActorKv.Engine.Tests.Commands.Server;

public sealed class ConfigSpec
{
    [Fact]
    public async Task CONFIG_GET_answers_names_and_values()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal("[timeout, 0]", await kv.Run("CONFIG GET timeout"));
        Assert.Equal("[timeout, 0, appendonly, yes]", await kv.Run("CONFIG GET timeout appendonly TIMEOUT nothing"));
        Assert.Equal("[]", await kv.Run("CONFIG GET nothing"));
        Assert.Equal("(error) ERR wrong number of arguments for 'config|get' command", await kv.Run("CONFIG GET"));
    }

    [Fact]
    public async Task CONFIG_GET_answers_a_map_in_RESP3()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        LocalSession session = kv.NewSession();
        session.Session.Output.Version = 3;
        Assert.Equal("{maxclients: 10000}", await session.Run("CONFIG GET maxclient?"));
    }

    [Fact]
    public async Task CONFIG_SET_sets_all_or_nothing()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal("OK", await kv.Run("CONFIG SET timeout 7 maxclients 8"));
        Assert.Equal("[timeout, 7, maxclients, 8]", await kv.Run("CONFIG GET timeout maxclients"));
        Assert.Equal("(error) ERR CONFIG SET failed (possibly related to argument 'maxclients') - argument couldn't be parsed into an integer",
            await kv.Run("CONFIG SET timeout 9 maxclients x"));
        Assert.Equal("[timeout, 7]", await kv.Run("CONFIG GET timeout"));
        Assert.Equal("(error) ERR syntax error", await kv.Run("CONFIG SET timeout 1 maxclients"));
        Assert.Equal("(error) ERR wrong number of arguments for 'config|set' command", await kv.Run("CONFIG SET timeout"));
    }

    [Fact]
    public async Task CONFIG_SET_requirepass_concerns_new_connections()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal("OK", await kv.Run("CONFIG SET requirepass secret"));
        Assert.Equal("OK", await kv.Run("SET k v"));
        Assert.Equal("(error) NOAUTH Authentication required.", await kv.NewSession().Run("GET k"));
    }

    [Fact]
    public async Task CONFIG_REWRITE_needs_a_file()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal("(error) ERR The server is running without a config file", await kv.Run("CONFIG REWRITE"));
        kv.Store.Parameters.RewriteFile = () => null;
        Assert.Equal("OK", await kv.Run("CONFIG REWRITE"));
    }

    [Fact]
    public async Task CONFIG_RESETSTAT_lets_the_counters_of_INFO_begin_anew()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("SET k v");
        await kv.Run("GET k");
        await kv.Run("GET none");
        Assert.Equal("OK", await kv.Run("CONFIG RESETSTAT"));
        await kv.Run("GET k");
        string stats = await kv.Run("INFO stats");
        Assert.Contains("keyspace_hits:1\r\n", stats, StringComparison.Ordinal);
        Assert.Contains("keyspace_misses:0\r\n", stats, StringComparison.Ordinal);
        Assert.Contains("total_connections_received:0\r\n", stats, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CONFIG_HELP_and_unknown_subcommands()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.StartsWith("[CONFIG <subcommand> [<arg> [value] [opt] ...]. Subcommands are:", await kv.Run("CONFIG HELP"), StringComparison.Ordinal);
        Assert.Equal("(error) ERR unknown subcommand 'foo'. Try CONFIG HELP.", await kv.Run("CONFIG foo"));
        Assert.Equal("(error) ERR wrong number of arguments for 'config' command", await kv.Run("CONFIG"));
    }
}
