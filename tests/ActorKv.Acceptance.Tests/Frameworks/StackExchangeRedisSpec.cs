// StackExchange.Redis 1.2.6, in the tests' own process: newer ones do not restore from every package source.

using ActorKv.Acceptance.Tests.Harness;
using StackExchange.Redis;

namespace ActorKv.Acceptance.Tests.Frameworks;

public sealed class StackExchangeRedisSpec : IClassFixture<SharedServer>, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConnectionMultiplexer _connection;
    private readonly IDatabase _db;

    public StackExchangeRedisSpec(SharedServer server)
    {
        server.Clear();
        _connection = ConnectionMultiplexer.Connect($"127.0.0.1:{server.Port},syncTimeout=30000");
        _db = _connection.GetDatabase();
    }

    public void Dispose() => _connection.Dispose();

    [Fact]
    public void Data_types()
    {
        Assert.True(_db.StringSet("name", "ActorKv", TimeSpan.FromMinutes(10), When.NotExists));
        Assert.False(_db.StringSet("name", "other", null, When.NotExists));
        Assert.Equal("ActorKv", _db.StringGet("name"));
        Assert.InRange(_db.KeyTimeToLive("name")!.Value, TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(10));
        _db.HashSet("user", [new HashEntry("name", "Ada"), new HashEntry("age", 36)]);
        Assert.Equal(37, _db.HashIncrement("user", "age"));
        Assert.Equal(["Ada", "37"], _db.HashGet("user", ["name", "age"]).ToStringArray());
        Assert.Equal(3, _db.ListRightPush("list", ["a", "b", "c"]));
        Assert.Equal(["a", "b"], _db.ListRange("list", 0, 1).ToStringArray());
        Assert.Equal(2, _db.SetAdd("set", ["x", "y", "x"]));
        Assert.Equal(2, _db.SortedSetAdd("board", [new SortedSetEntry("ann", 1.5), new SortedSetEntry("bob", 3)]));
        Assert.Equal([new SortedSetEntry("bob", 3), new SortedSetEntry("ann", 1.5)], _db.SortedSetRangeByRankWithScores("board", order: Order.Descending));
        Assert.Equal(["board", "list", "name", "set", "user"], Server.Keys(pattern: "*").Select(key => (string)key!).Order());
    }

    [Fact]
    public async Task A_thousand_calls_at_once_share_one_connection()
    {
        long[] replies = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => _db.StringIncrementAsync("n")));

        Assert.Equal(Enumerable.Range(1, 1000).Select(n => (long)n), replies);
    }

    [Fact]
    public async Task Transactions_hold_only_under_their_conditions()
    {
        _db.StringSet("balance", 10);
        ITransaction refused = _db.CreateTransaction();
        refused.AddCondition(Condition.StringEqual("balance", 11));
        _ = refused.StringSetAsync("balance", 0);
        Assert.False(await refused.ExecuteAsync());

        ITransaction accepted = _db.CreateTransaction();
        accepted.AddCondition(Condition.StringEqual("balance", 10));
        accepted.AddCondition(Condition.KeyNotExists("{balance}spent"));
        Task<long> left = accepted.StringDecrementAsync("balance", 3);
        Task<long> spent = accepted.StringIncrementAsync("{balance}spent", 3);
        Assert.True(await accepted.ExecuteAsync());
        Assert.Equal(7, await left);
        Assert.Equal(3, await spent);
    }

    [Fact]
    public async Task Subscribers_hear_channels_and_patterns()
    {
        ISubscriber subscriber = _connection.GetSubscriber();
        TaskCompletionSource<string> byName = new(), byPattern = new();
        await subscriber.SubscribeAsync("news", (_, message) => byName.TrySetResult(message!));
        await subscriber.SubscribeAsync("n*", (channel, message) => byPattern.TrySetResult($"{channel} {message}"));

        Assert.Equal(2, await _db.PublishAsync("news", "hello"));

        Assert.Equal("hello", await byName.Task.WaitAsync(Patience));
        Assert.Equal("news hello", await byPattern.Task.WaitAsync(Patience));
    }

    [Fact]
    public void Scripts_and_locks()
    {
        LuaScript prepared = LuaScript.Prepare("return redis.call('INCRBY', @key, @amount)");
        Assert.Equal(5, (int)_db.ScriptEvaluate(prepared, new { key = (RedisKey)"n", amount = 5 }));
        Assert.Equal(10, (int)prepared.Load(Server).Evaluate(_db, new { key = (RedisKey)"n", amount = 5 }));

        Assert.True(_db.LockTake("lock", "me", TimeSpan.FromMinutes(1)));
        Assert.False(_db.LockTake("lock", "you", TimeSpan.FromMinutes(1)));
        Assert.False(_db.LockRelease("lock", "you"));
        Assert.True(_db.LockExtend("lock", "me", TimeSpan.FromMinutes(2)));
        Assert.True(_db.LockRelease("lock", "me"));
    }

    private IServer Server => _connection.GetServer(_connection.GetEndPoints()[0]);
}
