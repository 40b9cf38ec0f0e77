using ActorKv.Engine.Statistics;

namespace ActorKv.Engine.Tests.Statistics;

public sealed class LatencyHistogramSpec
{
    [Fact]
    public void Levels_are_the_powers_of_two_at_which_the_number_of_calls_grows()
    {
        LatencyHistogram histogram = new();
        foreach (long nanoseconds in new long[] { 500, 900, 1900, 40_000, 40_000, 16_000_000 }) histogram.Add(nanoseconds);
        Assert.Equal([(1, 2), (2, 3), (66, 5), (16908, 6)], histogram.Cumulative());
    }

    [Theory]
    [InlineData(1000), InlineData(4_096), InlineData(77_777), InlineData(1_234_567), InlineData(987_654_321)]
    public void A_percentile_is_within_three_percent(long nanoseconds)
    {
        LatencyHistogram histogram = new();
        for (int i = 0; i < 99; i++) histogram.Add(nanoseconds);
        histogram.Add(nanoseconds * 10);
        Assert.InRange(histogram.Percentile(50), nanoseconds * 0.96, nanoseconds * 1.04);
        Assert.InRange(histogram.Percentile(99), nanoseconds * 0.96, nanoseconds * 1.04);
        Assert.InRange(histogram.Percentile(99.9), nanoseconds * 9.6, nanoseconds * 10.4);
    }

    [Fact]
    public void Times_out_of_range_count_in_the_first_and_last_bucket()
    {
        LatencyHistogram histogram = new();
        histogram.Add(0);
        histogram.Add(long.MaxValue);
        Assert.Equal(2, histogram.Total);
        Assert.Equal(2, histogram.Cumulative()[^1].Calls);
    }

    [Fact]
    public void What_was_added_can_be_taken_off_again()
    {
        LatencyHistogram all = new(), before = new();
        before.Add(1000, times: 32);
        all.Add(before, 1);
        all.Add(5_000_000);
        all.Add(before, -1);
        Assert.Equal(1, all.Total);
        Assert.Equal((8454, 1), Assert.Single(all.Cumulative()));
    }
}
