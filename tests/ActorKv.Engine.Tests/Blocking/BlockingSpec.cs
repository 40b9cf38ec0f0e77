using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Tests.Blocking;

public sealed class BlockingSpec
{
    [Fact]
    public async Task Who_has_waited_longest_is_served_first()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        List<Task<string>> waiting = [.. Enumerable.Range(0, 5).Select(_ => kv.NewSession().Run("BLPOP l 0"))];
        Assert.Equal(5, kv.Store.Blocking.Count);
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal("(integer) 1", await kv.Run($"RPUSH l {i}"));
            Assert.Equal($"[l, {i}]", await waiting[i]);
        }
        Assert.Equal(0, kv.Store.Blocking.Count);
    }

    [Fact]
    public async Task One_push_serves_as_many_as_it_has_elements_for()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        List<Task<string>> waiting = [.. Enumerable.Range(0, 3).Select(_ => kv.NewSession().Run("BLPOP l 0"))];
        Assert.Equal("(integer) 2", await kv.Run("RPUSH l a b"));
        Assert.Equal("[l, a]", await waiting[0]);
        Assert.Equal("[l, b]", await waiting[1]);
        Assert.False(waiting[2].IsCompleted);
        Assert.Equal("(integer) 0", await kv.Run("EXISTS l"));
    }

    [Fact]
    public async Task A_session_that_waits_for_several_keys_gets_the_first_that_is_ready()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Task<string> waiting = kv.NewSession().Run("BLPOP a b c 0");
        await kv.Run("RPUSH b 1");
        Assert.Equal("[b, 1]", await waiting);
        // It waits for the other keys no more.
        Assert.Equal("(integer) 1", await kv.Run("RPUSH a 2"));
        Assert.Equal("(integer) 1", await kv.Run("LLEN a"));
    }

    [Fact]
    public async Task BLMOVE_into_another_key_shard_is_served_and_wakes_who_waits_there()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.NotSame(kv.Store.ShardOf("a"u8), kv.Store.ShardOf("b"u8));
        Task<string> last = kv.NewSession().Run("BLPOP b 0");
        Task<string> move = kv.NewSession().Run("BLMOVE a b LEFT RIGHT 0");
        await kv.Run("RPUSH a x");
        Assert.Equal("x", await move);
        Assert.Equal("[b, x]", await last);
        Assert.Equal("(integer) 0", await kv.Run("EXISTS a b"));
    }

    [Fact]
    public async Task A_timeout_ends_the_wait_to_the_millisecond()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Task<string> waiting = kv.NewSession().Run("BLPOP l 0.25");
        kv.Time.Advance(TimeSpan.FromMilliseconds(249));
        Assert.False(waiting.IsCompleted);
        kv.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("(nil)", await waiting);
        Assert.Equal("(integer) 1", await kv.Run("RPUSH l a"));
        Assert.Equal("(integer) 1", await kv.Run("LLEN l"));
    }

    [Fact]
    public async Task A_timeout_may_be_longer_than_a_timer_can_run()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Task<string> waiting = kv.NewSession().Run("BLPOP l 9999999999");
        kv.Time.Advance(TimeSpan.FromDays(100));
        Assert.False(waiting.IsCompleted);
        await kv.Run("RPUSH l a");
        Assert.Equal("[l, a]", await waiting);
    }

    [Fact]
    public async Task A_session_that_is_gone_takes_nothing()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        LocalSession gone = kv.NewSession();
        Task<string> waiting = gone.Run("BLPOP l 0");
        Task<string> next = kv.NewSession().Run("BLPOP l 0");
        gone.Session.OnDisconnected();
        await kv.Run("RPUSH l a");
        Assert.Equal("[l, a]", await next);
        Assert.Equal("(nil)", await waiting);
    }

    [Fact]
    public async Task The_pop_of_a_woken_session_is_in_the_journal_behind_the_push()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Task<string> waiting = kv.NewSession().Run("BLPOP l 0");
        await kv.Run("RPUSH l a b");
        Assert.Equal("[l, a]", await waiting);
        await using TestStore after = await kv.CrashAsync();
        Assert.Equal("[b]", await after.Run("LRANGE l 0 -1"));
        Assert.Equal(kv.Digest(), after.Digest());
    }

    [Fact]
    public async Task Many_producers_and_consumers_lose_nothing_and_double_nothing()
    {
        const int Producers = 4, Consumers = 4, Items = 1_500;
        await using TestStore kv = await TestStore.OpenAsync();
        List<string> got = [];
        Task consuming = Task.WhenAll(Enumerable.Range(0, Consumers).Select(_ => Task.Run(async () =>
        {
            using LocalSession session = new(kv.Store);
            while (true)
            {
                string reply = await session.Run("BLPOP q1 q2 q3 0");
                if (reply.EndsWith(", end]", StringComparison.Ordinal)) return;
                lock (got) got.Add(reply);
            }
        })));
        await Task.WhenAll(Enumerable.Range(0, Producers).Select(producer => Task.Run(async () =>
        {
            using LocalSession session = new(kv.Store);
            for (int i = 0; i < Items; i++) await session.Run($"RPUSH q{1 + i % 3} {producer}.{i}");
        })));
        for (int i = 0; i < Consumers; i++) await kv.Run("RPUSH q3 end");
        await consuming;
        Assert.Equal(Producers * Items, got.Count);
        Assert.Equal(got.Count, got.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task A_key_of_another_type_wakes_nobody_and_spoils_nothing()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Task<string> waiting = kv.NewSession().Run("BLPOP a b 0");
        Assert.Equal("OK", await kv.Run("SET a text"));
        Assert.False(waiting.IsCompleted);
        await kv.Run("RPUSH b x");
        Assert.Equal("[b, x]", await waiting);
    }

    [Fact]
    public async Task Who_waits_behind_one_that_gave_up_is_served()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Task<string> first = kv.NewSession().Run("BLMOVE a b LEFT RIGHT 1"), second = kv.NewSession().Run("BLPOP a 0");
        kv.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("(nil)", await first);
        await kv.Run("RPUSH a x");
        Assert.Equal("[a, x]", await second);
    }
}
