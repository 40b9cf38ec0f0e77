// No call that took as long as a threshold is missed: those that may take long are timed, and after quick ones the coarse clock is looked at.

using System.Diagnostics;
using ActorKv.Core.Commands;
using ActorKv.Engine.Statistics;

namespace ActorKv.Engine.Tests.Statistics;

public sealed class CallTimingSpec
{
    [Theory]
    [InlineData("GET", false), InlineData("SET", false), InlineData("HSET", false), InlineData("KEYS", true), InlineData("LRANGE", true), InlineData("SAVE", true)]
    public async Task Calls_that_may_take_long_by_themselves_are_timed(string name, bool timed)
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal(timed, kv.Store.Commands.Find(name)!.IsTimed);
    }

    [Fact]
    public async Task Below_the_tick_of_the_coarse_clock_every_call_is_timed()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Command get = kv.Store.Commands.Find("GET")!;
        await kv.Run("CONFIG SET slowlog-log-slower-than 500");
        Assert.True(get.IsTimed);
        await kv.Run("CONFIG SET slowlog-log-slower-than -1");
        Assert.False(get.IsTimed);
        Assert.Equal(long.MaxValue, kv.Store.Timing.SlowTicks);
        await kv.Run("CONFIG SET latency-monitor-threshold 1");
        Assert.True(get.IsTimed);
    }

    [Fact]
    public void A_quick_call_took_at_most_the_time_since_the_tick_before_was_noticed()
    {
        LoopCounters counters = new(1);
        counters.Notice(coarse: 7, exact: 1000);
        Assert.False(counters.HasTicked(7));
        Assert.True(counters.HasTicked(8));
        Assert.Equal(4500, counters.Notice(coarse: 8, exact: 5500));
        Assert.False(counters.HasTicked(8));
    }

    [Fact]
    public async Task A_quick_call_that_was_stalled_is_in_the_slow_log()
    {
        await using TestStore kv = await TestStore.OpenAsync(options => options.SlowLogSlowerThan = 20_000, commands: table => table.Add<StallCommand>());
        Assert.False(kv.Store.Commands.Find("STALL")!.IsTimed);
        // The first calls are timed as samples; behind them only the coarse clock watches.
        for (int i = 0; i < 40; i++) await kv.Run("STALL k 0");
        await kv.Run("STALL k 30");
        Assert.Contains("[STALL, k, 30]", await kv.Run("SLOWLOG GET"), StringComparison.Ordinal);
    }

    // Works for some milliseconds of processor time.
    private sealed class StallCommand : IKeyCommand
    {
        public static CommandSpec Spec { get; } = new("STALL")
        {
            Group = CommandGroup.Generic, Since = "1.0.0", Complexity = "O(1)", Summary = "Works for a while.", Syntax = "key milliseconds",
            Arity = 3, Flags = CommandFlags.Fast, Keys = [KeySpec.At(1, KeyAccess.Inspect)],
        };

        public static void Execute(ref ArgReader args, Core.Turns.KeyTurn turn)
        {
            args.Next();
            args.TryNextInt64(out long milliseconds);
            for (long began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began).TotalMilliseconds < milliseconds;) Thread.SpinWait(10);
            turn.Reply.Ok();
        }
    }
}
