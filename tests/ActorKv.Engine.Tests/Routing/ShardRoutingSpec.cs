using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Tests.Routing;

public sealed class ShardRoutingSpec : IAsyncLifetime
{
    private const string CrossSlot = "(error) CROSSSLOT Keys in request don't hash to the same slot";

    private TestStore _kv = null!;
    private LocalSession _session = null!;
    private RecordingRouter _router = null!;

    public async Task InitializeAsync()
    {
        _kv = await TestStore.OpenAsync();
        _session = _kv.NewSession();
        _router = new RecordingRouter(_session.Session);
        _session.Session.RouteThrough(_router);
    }

    public async Task DisposeAsync() => await _kv.DisposeAsync();

    [Theory]
    [InlineData("GET k", "GET k")]
    [InlineData("MSET {k}1 a {k}2 b", "MSET {k}1 a {k}2 b")]
    [InlineData("EVAL script 2 {k}1 {k}2 x", "EVAL script 2 {k}1 {k}2 x")]
    [InlineData("BLPOP {k}1 {k}2 0", "Waits BLPOP {k}1 {k}2 0")]
    [InlineData("WATCH {k}1 {k}2", "Keeps WATCH {k}1 {k}2")]
    [InlineData("OBJECT ENCODING k", "OBJECT ENCODING k")]
    public async Task Commands_over_keys_of_one_slot_go_to_its_key_shard(string line, string forwarded) =>
        Assert.Equal($"{Shard("k")} {forwarded}", await _session.Run(line));

    [Theory]
    [InlineData("MSET a 1 b 2")]
    [InlineData("DEL a b")]
    [InlineData("EVAL script 2 a b")]
    [InlineData("BLPOP a b 0")]
    [InlineData("WATCH a b")]
    [InlineData("RENAME a b")]
    public async Task Keys_of_several_slots_are_refused(string line) => Assert.Equal(CrossSlot, await _session.Run(line));

    [Theory]
    [InlineData("MSET a 1 b 2", "split MSET a 1 b 2 at 1,3")]
    [InlineData("DEL a b", "split DEL a b at 1,2")]
    [InlineData("MGET a b", "split MGET a b at 1,2")]
    [InlineData("MSETNX a 1 b 2", CrossSlot)]
    [InlineData("RENAME a b", CrossSlot)]
    [InlineData("DEL {k}1 {k}2", null)]
    public async Task Keys_of_several_slots_are_split_where_the_command_says_they_may(string line, string? reply)
    {
        _router.Splits = true;
        Assert.Equal(reply ?? $"{Shard("k")} {line}", await _session.Run(line));
    }

    [Theory]
    [InlineData("PING", "PONG")]
    [InlineData("SELECT 3", "OK")]
    [InlineData("CLIENT SETNAME me", "OK")]
    [InlineData("GET", "(error) ERR wrong number of arguments for 'get' command")]
    [InlineData("NOSUCH k", "(error) ERR unknown command 'NOSUCH', with args beginning with: 'k' ")]
    public async Task What_needs_no_key_shard_is_answered_here(string line, string reply) => Assert.Equal(reply, await _session.Run(line));

    [Fact]
    public async Task A_key_shard_that_is_here_is_entered_here()
    {
        _router.Here = Shard("k");
        Assert.Equal("OK", await _session.Run("SET k v"));
        Assert.Equal("v", await _kv.Run("GET k"));
    }

    [Fact]
    public async Task A_script_without_keys_goes_to_the_first_key_shard() => Assert.Equal("0 EVAL script 0", await _session.Run("EVAL script 0"));

    [Fact]
    public async Task A_command_that_the_host_lacks_is_refused_alone_and_breaks_a_transaction()
    {
        _router.Refused = "MSET";
        Assert.Equal("(error) ERR not here", await _session.Run("MSET k v"));
        await _session.Run("MULTI");
        Assert.Equal("(error) ERR not here", await _session.Run("MSET k v"));
        Assert.Equal("(error) EXECABORT Transaction discarded because of previous errors.", await _session.Run("EXEC"));
    }

    [Fact]
    public async Task A_transaction_goes_to_its_key_shard_as_a_whole()
    {
        Assert.Equal("OK", await _session.Run("MULTI"));
        Assert.Equal("QUEUED", await _session.Run("SET {k}1 v"));
        Assert.Equal("QUEUED", await _session.Run("PING"));
        Assert.Equal("QUEUED", await _session.Run("GET {k}2"));
        Assert.Equal($"{Shard("k")} MULTI SET {{k}}1 v; PING; GET {{k}}2 EXEC", await _session.Run("EXEC"));
        Assert.Equal("(error) ERR EXEC without MULTI", await _session.Run("EXEC"));
    }

    [Fact]
    public async Task A_transaction_over_several_slots_is_refused_and_over()
    {
        await _session.Run("MULTI");
        await _session.Run("GET a");
        await _session.Run("GET b");
        Assert.Equal(CrossSlot, await _session.Run("EXEC"));
        Assert.Equal("(error) ERR EXEC without MULTI", await _session.Run("EXEC"));
    }

    [Theory]
    [InlineData("MGET a b", CrossSlot)]
    [InlineData("SELECT 3", "(error) ERR 'select' changes the connection, and cannot be part of a transaction here")]
    [InlineData("SUBSCRIBE c", "(error) ERR 'subscribe' changes the connection, and cannot be part of a transaction here")]
    [InlineData("DBSIZE", "(error) ERR 'dbsize' concerns every key shard, which is not possible here")]
    public async Task What_cannot_run_in_one_key_shard_breaks_the_transaction(string line, string error)
    {
        await _session.Run("MULTI");
        Assert.Equal(error, await _session.Run(line));
        Assert.Equal("(error) EXECABORT Transaction discarded because of previous errors.", await _session.Run("EXEC"));
    }

    [Fact]
    public async Task A_transaction_without_keys_runs_here()
    {
        await _session.Run("MULTI");
        await _session.Run("PING");
        Assert.Equal("[PONG]", await _session.Run("EXEC"));
    }

    [Fact]
    public async Task A_transaction_that_watches_runs_where_it_watches()
    {
        await _session.Run("WATCH k");
        await _session.Run("MULTI");
        await _session.Run("PING");
        Assert.Equal($"{Shard("k")} MULTI PING EXEC watching", await _session.Run("EXEC"));
        Assert.Empty(_router.Forgotten);
    }

    [Theory]
    [InlineData("UNWATCH")]
    [InlineData("MULTI", "DISCARD")]
    [InlineData("MULTI", "NOSUCH", "EXEC")]
    [InlineData("RESET")]
    public async Task What_is_watched_is_given_up_where_it_is_watched(params string[] lines)
    {
        await _session.Run("WATCH k");
        foreach (string line in lines) await _session.Run(line);
        Assert.Equal([Shard("k")], _router.Forgotten);
    }

    [Fact]
    public async Task Keys_of_another_slot_cannot_be_watched_as_well()
    {
        await _session.Run("WATCH a");
        Assert.Equal(CrossSlot, await _session.Run("WATCH b"));
    }

    [Theory]
    [InlineData("DBSIZE", "all DBSIZE")]
    [InlineData("FLUSHALL ASYNC", "all FLUSHALL ASYNC")]
    [InlineData("KEYS *", "all KEYS *")]
    [InlineData("RANDOMKEY", "all RANDOMKEY")]
    [InlineData("SCAN 21 COUNT 5", "5 SCAN 21 COUNT 5")]
    public async Task Commands_over_the_database_go_to_every_key_shard(string line, string forwarded) => Assert.Equal(forwarded, await _session.Run(line));

    [Theory]
    [InlineData("CLUSTER COUNTKEYSINSLOT 5000", 4)]
    [InlineData("CLUSTER GETKEYSINSLOT 16383 10", 15)]
    [InlineData("CLUSTER COUNTKEYSINSLOT x", 0)]
    public async Task Commands_about_a_slot_go_to_its_key_shard(string line, int shard) => Assert.Equal($"{shard} {line}", await _session.Run(line));

    [Theory]
    [InlineData("SWAPDB 0 1")]
    [InlineData("SORT k BY w_*")]
    public async Task Those_whose_replies_nobody_can_merge_are_refused(string line) => Assert.StartsWith("(error) ERR '", await _session.Run(line), StringComparison.Ordinal);

    private int Shard(string key) => _kv.Store.ShardOf(System.Text.Encoding.Latin1.GetBytes(key)).Index;
}
