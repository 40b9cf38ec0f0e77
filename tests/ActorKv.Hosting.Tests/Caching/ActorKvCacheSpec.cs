// The distributed cache: what expires when, with the clock in the test's hands. At its deadline a key is still there, a millisecond later no more.

using System.Buffers;
using System.Text;
using ActorKv.Engine.Tests;
using ActorKv.Hosting.Caching;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;

namespace ActorKv.Hosting.Tests.Caching;

public sealed class ActorKvCacheSpec : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private ActorKvStore _store = null!;
    private ActorKvCache _cache = null!;

    public async Task InitializeAsync()
    {
        _store = await ActorKvStore.OpenAsync(new() { InMemory = true, KeyShards = 16 }, log: null, _time);
        _cache = new ActorKvCache(_store, options: null, _time);
    }

    public async Task DisposeAsync() => await _store.DisposeAsync();

    [Fact]
    public async Task What_was_set_is_got_until_it_is_removed()
    {
        Assert.Null(await _cache.GetAsync("k"));
        await _cache.SetAsync("k", [1, 2, 3], new());
        Assert.Equal([1, 2, 3], await _cache.GetAsync("k"));
        await _cache.RemoveAsync("k");
        Assert.Null(await _cache.GetAsync("k"));
    }

    [Fact]
    public void The_synchronous_methods_do_the_same()
    {
        _cache.Set("k", [1, 2, 3], new() { SlidingExpiration = TimeSpan.FromSeconds(10) });
        Assert.Equal([1, 2, 3], _cache.Get("k"));
        _cache.Refresh("k");
        _cache.Remove("k");
        Assert.Null(_cache.Get("k"));
    }

    [Fact]
    public async Task An_entry_without_expiry_stays()
    {
        await _cache.SetAsync("k", [1], new());
        Pass(days: 10_000);
        Assert.NotNull(await _cache.GetAsync("k"));
        Assert.Equal(-1, (await _store.ExecuteAsync("PTTL", "cache:k")).AsInt64());
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task An_absolute_expiry_holds_however_often_the_entry_is_read(bool relative)
    {
        TimeSpan after = TimeSpan.FromSeconds(10);
        await _cache.SetAsync("k", [1], relative ? new() { AbsoluteExpirationRelativeToNow = after } : new() { AbsoluteExpiration = _time.GetUtcNow() + after });
        for (int i = 0; i < 9; i++)
        {
            Pass(seconds: 1);
            Assert.NotNull(await _cache.GetAsync("k"));
        }
        Pass(seconds: 1, more: 1);
        Assert.Null(await _cache.GetAsync("k"));
    }

    [Fact]
    public async Task A_sliding_expiry_begins_anew_with_every_read_and_refresh()
    {
        await _cache.SetAsync("k", [1], new() { SlidingExpiration = TimeSpan.FromSeconds(10) });
        for (int i = 0; i < 5; i++)
        {
            Pass(seconds: 9);
            Assert.Equal([1], await _cache.GetAsync("k"));
            Pass(seconds: 9);
            await _cache.RefreshAsync("k");
        }
        Pass(seconds: 10, more: 1);
        Assert.Null(await _cache.GetAsync("k"));
    }

    [Fact]
    public async Task A_sliding_expiry_never_goes_past_the_absolute_one()
    {
        await _cache.SetAsync("k", [1], new() { SlidingExpiration = TimeSpan.FromSeconds(10), AbsoluteExpirationRelativeToNow = TimeSpan.FromSeconds(25) });
        Pass(seconds: 9);
        Assert.NotNull(await _cache.GetAsync("k"));
        Pass(seconds: 9);
        Assert.NotNull(await _cache.GetAsync("k"));
        Assert.Equal(7000, (await _store.ExecuteAsync("PTTL", "cache:k")).AsInt64());
        Pass(seconds: 6);
        await _cache.RefreshAsync("k");
        Assert.NotNull(await _cache.GetAsync("k"));
        Pass(seconds: 1, more: 1);
        Assert.Null(await _cache.GetAsync("k"));
    }

    [Fact]
    public async Task Refresh_of_an_entry_that_does_not_slide_changes_nothing()
    {
        await _cache.SetAsync("k", [1], new() { AbsoluteExpirationRelativeToNow = TimeSpan.FromSeconds(10) });
        Pass(seconds: 9);
        await _cache.RefreshAsync("k");
        await _cache.RefreshAsync("no such key");
        Pass(seconds: 1, more: 1);
        Assert.Null(await _cache.GetAsync("k"));
    }

    [Fact]
    public async Task Setting_again_takes_the_new_expiry_alone()
    {
        await _cache.SetAsync("k", [1], new() { SlidingExpiration = TimeSpan.FromSeconds(1) });
        await _cache.SetAsync("k", [2], new());
        Pass(seconds: 60);
        Assert.Equal([2], await _cache.GetAsync("k"));
    }

    [Fact]
    public async Task A_reader_never_gives_a_new_entry_the_time_of_the_one_it_replaced()
    {
        // One entry slides by an hour, the other ends in a minute: whoever reads meanwhile, what was set last decides.
        DistributedCacheEntryOptions hour = new() { SlidingExpiration = TimeSpan.FromHours(1) }, minute = new() { AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(1) };
        for (int i = 0; i < 200; i++)
        {
            await _cache.SetAsync("k", [1], hour);
            Task read = Task.Run(() => _cache.GetAsync("k")), set = Task.Run(() => _cache.SetAsync("k", [2], minute));
            await Task.WhenAll(read, set);
            Assert.Equal(60_000, (await _store.ExecuteAsync("PTTL", "cache:k")).AsInt64());
        }
    }

    [Fact]
    public async Task An_expiry_in_the_past_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _cache.SetAsync("k", [1], new() { AbsoluteExpiration = _time.GetUtcNow() }));
        Assert.Null(await _cache.GetAsync("k"));
    }

    [Theory]
    [InlineData(0), InlineData(1), InlineData(100_000)]
    public async Task Buffers_carry_values_of_any_size_and_in_pieces(int size)
    {
        byte[] value = new byte[size];
        new Random(size).NextBytes(value);
        await _cache.SetAsync("k", Pieces(value), new() { SlidingExpiration = TimeSpan.FromSeconds(5) }, default);
        ArrayBufferWriter<byte> got = new();
        Assert.True(await _cache.TryGetAsync("k", got, default));
        Assert.True(_cache.TryGet("k", got));
        Assert.Equal([.. value, .. value], got.WrittenSpan.ToArray());
        Assert.False(_cache.TryGet("no such key", got));
    }

    [Fact]
    public async Task Entries_survive_a_restart_with_their_time()
    {
        using TemporaryFolder folder = new();
        ActorKvOptions options = new() { DataDirectory = folder.Path, KeyShards = 16 };
        await using (ActorKvStore store = await ActorKvStore.OpenAsync(options, log: null, _time))
            await new ActorKvCache(store, options: null, _time).SetAsync("k", [1], new() { SlidingExpiration = TimeSpan.FromSeconds(10) });
        Pass(seconds: 9);
        await using ActorKvStore again = await ActorKvStore.OpenAsync(options, log: null, _time);
        ActorKvCache cache = new(again, options: null, _time);
        Assert.Equal([1], await cache.GetAsync("k"));
        Pass(seconds: 10, more: 1);
        Assert.Null(await cache.GetAsync("k"));
    }

    [Fact]
    public async Task Keys_begin_as_they_were_told_to_and_what_is_no_entry_is_not_found()
    {
        ActorKvCache cache = new(_store, new() { KeyPrefix = "app:" }, _time);
        await cache.SetAsync("k", Encoding.UTF8.GetBytes("v"), new());
        Assert.Equal(1, (await _store.ExecuteAsync("EXISTS", "app:k")).AsInt64());
        await _store.ExecuteAsync("SET", "app:other", "short");
        Assert.Null(await cache.GetAsync("other"));
    }

    [Fact]
    public async Task It_is_injected_over_the_store_that_is_named()
    {
        ServiceCollection services = new();
        services.AddKeyedSingleton<IActorKv>("sessions", _store);
        services.AddSingleton<TimeProvider>(_time);
        services.AddActorKvDistributedCache(options => options.StoreName = "sessions");
        await using ServiceProvider provider = services.BuildServiceProvider();
        await provider.GetRequiredService<IDistributedCache>().SetAsync("k", [1], new());
        Assert.Equal([1], await _cache.GetAsync("k"));
        Assert.IsAssignableFrom<IBufferDistributedCache>(provider.GetRequiredService<IDistributedCache>());
    }

    private void Pass(int days = 0, int seconds = 0, int more = 0) => _time.Advance(new TimeSpan(days, 0, 0, seconds, more));

    private static ReadOnlySequence<byte> Pieces(byte[] bytes)
    {
        Piece first = new(bytes.AsMemory(0, bytes.Length / 2), 0), last = new(bytes.AsMemory(bytes.Length / 2), bytes.Length / 2);
        first.Link(last);
        return new(first, 0, last, last.Memory.Length);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> bytes, int runningIndex)
        {
            Memory = bytes;
            RunningIndex = runningIndex;
        }

        public void Link(Piece next) => Next = next;
    }
}
