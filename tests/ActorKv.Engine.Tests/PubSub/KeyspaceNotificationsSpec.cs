using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Tests.PubSub;

public sealed class KeyspaceNotificationsSpec
{
    [Fact]
    public async Task The_keyspace_channel_tells_the_event_and_the_keyevent_channel_the_key()
    {
        await using TestStore kv = await OpenAsync("KEA");
        Listener all = await Listener.StartAsync(kv, "PSUBSCRIBE __key*@*__:*");
        await kv.Run("SET k v EX 10");
        Assert.Equal(
            ["__keyspace@0__:k set", "__keyevent@0__:set k", "__keyspace@0__:k expire", "__keyevent@0__:expire k"], await all.TakeAsync());
    }

    [Theory]
    [InlineData("KA", "__keyspace@0__:k set")]
    [InlineData("EA", "__keyevent@0__:set k")]
    [InlineData("Kn$", "__keyspace@0__:k new", "__keyspace@0__:k set")]
    [InlineData("Kl")]
    [InlineData("A")]
    [InlineData("")]
    public async Task Only_what_is_selected_is_told(string selected, params string[] told)
    {
        await using TestStore kv = await OpenAsync(selected);
        Listener all = await Listener.StartAsync(kv, "PSUBSCRIBE __key*@*__:*");
        await kv.Run("SET k v");
        Assert.Equal(told, await all.TakeAsync());
    }

    [Fact]
    public async Task Who_subscribes_to_one_key_hears_of_that_key_in_that_database()
    {
        await using TestStore kv = await OpenAsync("KEA");
        Listener one = await Listener.StartAsync(kv, "SUBSCRIBE __keyspace@1__:k");
        await kv.Run("SET k v");
        await kv.Run("MOVE k 1");
        await kv.Run("SELECT 1");
        await kv.Run("SET other v");
        await kv.Run("DEL k");
        Assert.Equal(["__keyspace@1__:k move_to", "__keyspace@1__:k del"], await one.TakeAsync());
    }

    [Fact]
    public async Task Names_of_any_length_are_told()
    {
        await using TestStore kv = await OpenAsync("KEA");
        Listener all = await Listener.StartAsync(kv, "PSUBSCRIBE __key*@*__:*");
        string name = new('x', 2000);
        await kv.Run($"MSET {name} 1 \"\" 2");
        Assert.Equal([$"__keyspace@0__:{name} set", $"__keyevent@0__:set {name}", "__keyspace@0__: set", "__keyevent@0__:set "], await all.TakeAsync());
    }

    [Fact]
    public async Task A_pop_that_was_waited_for_comes_after_the_push_that_serves_it()
    {
        await using TestStore kv = await OpenAsync("EA");
        Listener all = await Listener.StartAsync(kv, "PSUBSCRIBE __key*@*__:*");
        Task<string> pop = kv.NewSession().Run("BLPOP {l}1 0"), move = kv.NewSession().Run("BLMOVE a b LEFT RIGHT 0");
        await kv.Run("RPUSH {l}1 x");
        await pop;
        Assert.Equal(["__keyevent@0__:rpush {l}1", "__keyevent@0__:lpop {l}1", "__keyevent@0__:del {l}1"], await all.TakeAsync());
        await kv.Run("RPUSH a x");
        await move;
        Assert.Equal(["__keyevent@0__:rpush a", "__keyevent@0__:rpush b", "__keyevent@0__:lpop a", "__keyevent@0__:del a"], await all.TakeAsync());
    }

    [Fact]
    public async Task A_transaction_tells_what_all_its_commands_did_in_their_order()
    {
        await using TestStore kv = await OpenAsync("EA");
        Listener all = await Listener.StartAsync(kv, "PSUBSCRIBE __key*@*__:*");
        foreach (string line in (string[])["MULTI", "SET a 1", "LPUSH b 1", "GET a", "INCR a", "DEL b"]) await kv.Run(line);
        Assert.Empty(await all.TakeAsync());
        await kv.Run("EXEC");
        Assert.Equal(["__keyevent@0__:set a", "__keyevent@0__:lpush b", "__keyevent@0__:incrby a", "__keyevent@0__:del b"], await all.TakeAsync());
    }

    [Fact]
    public async Task The_sweep_tells_what_it_removes()
    {
        await using TestStore kv = await OpenAsync("EA");
        await kv.Run("SET k v PX 100");
        await kv.Run("HSET h f v");
        await kv.Run("HPEXPIRE h 100 FIELDS 1 f");
        Listener all = await Listener.StartAsync(kv, "PSUBSCRIBE __key*@*__:*");
        kv.Time.Advance(TimeSpan.FromMilliseconds(101));
        kv.Store.Heartbeat.Sweep();
        Assert.Equal(["__keyevent@0__:del h", "__keyevent@0__:expired k", "__keyevent@0__:hexpired h"], (await all.TakeAsync()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Eviction_tells_what_it_removes()
    {
        await using TestStore kv = await OpenAsync("Ee");
        await kv.Run("SET k v");
        Listener all = await Listener.StartAsync(kv, "PSUBSCRIBE __key*@*__:*");
        await kv.Run("CONFIG SET maxmemory-policy allkeys-random");
        await kv.Run("CONFIG SET maxmemory 1");
        await kv.Run("SET l v");
        Assert.Equal(["__keyevent@0__:evicted k"], await all.TakeAsync());
    }

    [Fact]
    public async Task Nothing_is_told_when_the_store_recovers()
    {
        await using TestStore kv = await OpenAsync("KEA");
        await kv.Run("SET k v");
        await using TestStore after = await kv.CrashAsync(options => options.NotifyKeyspaceEvents = kv.Store.Options.NotifyKeyspaceEvents);
        Listener all = await Listener.StartAsync(after, "PSUBSCRIBE __key*@*__:*");
        Assert.Empty(await all.TakeAsync());
    }

    private static async Task<TestStore> OpenAsync(string selected)
    {
        TestStore kv = await TestStore.OpenAsync();
        Assert.Equal("OK", await kv.Run($"CONFIG SET notify-keyspace-events \"{selected}\""));
        return kv;
    }

    /// <summary>A session that keeps what it is told, as "channel message".</summary>
    private sealed class Listener
    {
        private const string Mark = "mark";

        private readonly TestStore _kv;
        private readonly LocalSession _session;
        private readonly List<string> _heard = [];
        private TaskCompletionSource _marked = new();

        private Listener(TestStore kv)
        {
            _kv = kv;
            _session = kv.NewSession();
            _session.OnPush = push =>
            {
                string channel = push.Items[^2].Text, message = push.Items[^1].Text;
                if (channel == Mark) _marked.SetResult();
                else _heard.Add($"{channel} {message}");
            };
        }

        public static async Task<Listener> StartAsync(TestStore kv, string subscription)
        {
            Listener listener = new(kv);
            await listener._session.Run($"SUBSCRIBE {Mark}");
            await listener._session.Run(subscription);
            return listener;
        }

        /// <summary>What was told since the last time.</summary>
        public async Task<string[]> TakeAsync()
        {
            await _kv.NewSession().Run($"PUBLISH {Mark} here");
            await _marked.Task;
            _marked = new TaskCompletionSource();
            string[] heard = [.. _heard];
            _heard.Clear();
            return heard;
        }
    }
}
