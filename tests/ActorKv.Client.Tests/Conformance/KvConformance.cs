// What every host of IActorKv does, whatever carries it. A host proves it by a class of its own:
//
//   public sealed class OverTcp : KvConformance
//   {
//       protected override async Task<IActorKv> OpenAsync() => await ActorKvConnection.ConnectAsync(…);
//   }
//
// The files of this folder need nothing but xunit and ActorKv.Client, so that other test projects can link them:
//   <Compile Include="..\ActorKv.Client.Tests\Conformance\KvConformance*.cs" LinkBase="Conformance" />
//
// A host that lacks something by design refuses it, and that is the promise then: it says so (HasChanges), or overrides the fact, if that is virtual.
//
// The store belongs to the test: it is emptied first. Keys that one command names share a hash tag, for hosts in which slots are apart.

using System.Text;
using ActorKv.Protocol;

namespace ActorKv.Client.Tests.Conformance;

public abstract partial class KvConformance : IAsyncLifetime
{
    private IActorKv? _kv;

    /// <summary>Opens the host's interface over a store of the test's own.</summary>
    protected abstract Task<IActorKv> OpenAsync();

    /// <summary>Closes what was opened.</summary>
    protected virtual async Task CloseAsync(IActorKv kv)
    {
        if (kv is IAsyncDisposable disposable) await disposable.DisposeAsync();
    }

    /// <summary>Whether the host has a change feed; one that has none refuses to read it.</summary>
    protected virtual bool HasChanges => true;

    protected IActorKv Kv => _kv ?? throw new InvalidOperationException("The suite was not initialized.");

    public async Task InitializeAsync()
    {
        _kv = await OpenAsync();
        await Kv.FlushAllAsync();
    }

    public Task DisposeAsync() => _kv is null ? Task.CompletedTask : CloseAsync(_kv);

    [Fact]
    public async Task Any_command_is_executed_by_its_name()
    {
        Assert.Equal("OK", (await Kv.ExecuteAsync("SET", "k", 5)).AsString());
        Assert.Equal(6, (await Kv.ExecuteAsync("incr", "k")).AsInt64());
        Assert.True((await Kv.ExecuteAsync("GET", "absent")).IsNull);
        KvReply hash = await Kv.ExecuteAsync("HGETALL", "absent");
        Assert.Equal((ReplyKind.Map, 0), (hash.Kind, hash.Items.Count));
    }

    [Fact]
    public async Task An_error_is_an_exception_that_knows_its_code()
    {
        await Kv.LPushAsync("list", "x");
        Assert.Equal("WRONGTYPE", (await Assert.ThrowsAsync<KvException>(async () => await Kv.IncrAsync("list"))).Code);
        Assert.Equal("ERR", (await Assert.ThrowsAsync<KvException>(async () => await Kv.ExecuteAsync("NOSUCHCOMMAND", "x"))).Code);
        Assert.Equal("x", await Kv.LPopAsync("list"));
    }

    [Fact]
    public async Task A_value_that_is_no_number_fails_its_reader_alone()
    {
        await Kv.SetAsync("k", "text");
        ValueTask<long> number = Kv.GetAsync<long>("k");
        ValueTask<string?> text = Kv.GetAsync("k");
        await Assert.ThrowsAsync<FormatException>(async () => await number);
        Assert.Equal("text", await text);
    }

    [Fact]
    public async Task Commands_issued_without_awaiting_are_executed_in_order()
    {
        const int Commands = 1000;
        Task<long>[] sums = new Task<long>[Commands];
        for (int i = 0; i < Commands; i++) sums[i] = Kv.IncrAsync("n").AsTask();
        Assert.Equal(Enumerable.Range(1, Commands).Select(i => (long)i), await Task.WhenAll(sums));
    }

    [Fact]
    public async Task Many_threads_share_it()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(async () =>
        {
            for (int i = 0; i < 100; i++)
            {
                await Kv.SetAsync($"k{thread}", i);
                Assert.Equal(i, await Kv.GetAsync<int>($"k{thread}"));
            }
        })));
    }

    [Fact]
    public async Task Arguments_are_read_before_the_call_returns()
    {
        byte[] bytes = "first"u8.ToArray();
        ValueTask<bool> set = Kv.SetAsync("k", bytes);
        "later"u8.CopyTo(bytes);
        await set;
        Assert.Equal("first", await Kv.GetAsync("k"));
    }

    [Fact]
    public async Task Bytes_of_any_kind_and_number_come_back()
    {
        foreach (int length in (int[])[0, 1, 255, 256, 70_000, 3_000_000])
        {
            byte[] bytes = new byte[length];
            for (int i = 0; i < length; i++) bytes[i] = (byte)(i * 7);
            await Kv.SetAsync(bytes.AsMemory(0, Math.Min(length, 300)), bytes);
            Assert.Equal(bytes, await Kv.GetAsync<byte[]>(bytes.AsMemory(0, Math.Min(length, 300))));
        }
    }

    [Fact]
    public async Task Text_is_UTF_8()
    {
        await Kv.SetAsync("schlüssel", "Grüße, 世界 😀");
        Assert.Equal("Grüße, 世界 😀", await Kv.GetAsync("schlüssel"));
        Assert.Equal(Encoding.UTF8.GetBytes("Grüße, 世界 😀"), (await Kv.GetAsync<ReadOnlyMemory<byte>>("schlüssel")).ToArray());
    }

    [Fact]
    public async Task A_command_that_is_cancelled_before_it_is_issued_is_not_executed()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Kv.IncrAsync("n", new CancellationToken(canceled: true)));
        Assert.False(await Kv.ExistsAsync("n"));
    }

    [Theory]
    [InlineData("MULTI")]
    [InlineData("WATCH", "k")]
    [InlineData("SELECT", "1")]
    [InlineData("SUBSCRIBE", "c")]
    [InlineData("CLIENT", "REPLY", "OFF")]
    public async Task What_would_change_the_connection_for_others_is_refused(string command, params string[] arguments)
    {
        KvValue[] values = [.. arguments.Select(argument => (KvValue)argument)];
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Kv.ExecuteAsync(command, values));
    }

    [Fact]
    public async Task Users_read_replies_their_own_way()
    {
        await Kv.RPushAsync("list", 1, 2, 3);
        long sum = await Kv.SendAsync(new KvCommand("LRANGE", ["list", 0, -1]), static (ref reply) =>
        {
            long sum = 0;
            for (int left = reply.ReadArray(); left > 0; left--) sum += reply.ReadInt64();
            return sum;
        });
        Assert.Equal(6, sum);
    }
}
