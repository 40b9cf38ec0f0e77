using ActorKv.Core.Keyspaces;
using ActorKv.Engine.KeyShards;

namespace ActorKv.Engine.Tests.KeyShards;

public sealed class KeyShardSpec
{
    private static KeyShard NewShard() => new(new KeyShardState(0, 1, 0));

    [Fact]
    public void Who_waits_is_granted_the_shard_in_order_of_arrival()
    {
        KeyShard shard = NewShard();
        Assert.True(shard.TryEnter());
        List<int> order = [];
        for (int i = 0; i < 5; i++)
        {
            int number = i;
            Assert.False(shard.EnterOrWait(new Waiter(granted =>
            {
                order.Add(number);
                granted.Exit();
            })));
        }
        shard.Exit();
        Assert.Equal([0, 1, 2, 3, 4], order);
        Assert.True(shard.TryEnter());
    }

    [Fact]
    public void A_long_mailbox_is_served_without_nesting()
    {
        KeyShard shard = NewShard();
        Assert.True(shard.TryEnter());
        int served = 0;
        for (int i = 0; i < 200_000; i++)
            shard.EnterOrWait(new Waiter(granted =>
            {
                served++;
                granted.Exit();
            }));
        shard.Exit();
        Assert.Equal(200_000, served);
    }

    [Fact]
    public async Task Who_asks_for_a_shard_that_is_away_is_told_so_and_does_not_get_it_when_it_returns()
    {
        KeyShard shard = NewShard();
        Assert.True(shard.TryEnter());
        ValueTask<bool> before = shard.EnterAsync();
        shard.IsAway = true;
        shard.Sift(static waiter => waiter.OnMoved());
        Assert.False(await before);
        Assert.False(await shard.EnterAsync());
        shard.IsAway = false;
        shard.Exit();
        Assert.True(shard.TryEnter());
    }

    [Fact]
    public void Who_is_sifted_out_of_the_mailbox_is_not_served_and_the_others_keep_their_order()
    {
        KeyShard shard = NewShard();
        Assert.True(shard.TryEnter());
        List<int> order = [];
        Waiter[] waiters = [.. Enumerable.Range(0, 5).Select(number => new Waiter(granted =>
        {
            order.Add(number);
            granted.Exit();
        }))];
        foreach (Waiter waiter in waiters) shard.EnterOrWait(waiter);
        shard.Sift(waiter => waiter == waiters[0] || waiter == waiters[3]);
        shard.Exit();
        Assert.Equal([1, 2, 4], order);
    }

    [Fact]
    public void Under_contention_one_is_inside_at_a_time_and_nobody_is_forgotten()
    {
        const int Threads = 8, Entries = 20_000;
        KeyShard shard = NewShard();
        int inside = 0, most = 0;
        long total = 0;
        using CountdownEvent left = new(Threads * Entries);

        void Turn(KeyShard held)
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            total++;
            Interlocked.Decrement(ref inside);
            held.Exit();
            left.Signal();
        }

        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(_ => new Thread(() =>
        {
            for (int i = 0; i < Entries; i++)
                if (shard.EnterOrWait(new Waiter(Turn))) Turn(shard);
        }))];
        foreach (Thread thread in threads) thread.Start();
        left.Wait();
        foreach (Thread thread in threads) thread.Join();
        Assert.Equal(1, most);
        Assert.Equal(Threads * Entries, total);
    }

    private sealed class Waiter(Action<KeyShard> granted) : ShardWaiter
    {
        public override void OnGranted(KeyShard shard) => granted(shard);
    }
}
