using System.Globalization;

namespace ActorKv.Core.Tests.Commands.Generic;

public sealed class ScanSpec
{
    [Fact]
    public void SCAN_of_an_empty_database_is_done_at_once()
    {
        using Kv kv = new();
        kv.Run("SCAN 0").RepliesOnWire("*2\r\n$1\r\n0\r\n*0\r\n");
    }

    [Fact]
    public void SCAN_of_a_small_database_takes_one_call()
    {
        using Kv kv = new();
        for (int i = 0; i < 10; i++) kv.Run($"SET key:{i} 1");
        (string cursor, List<string> keys) = Scan(kv, "SCAN 0");
        Assert.Equal("0", cursor);
        Assert.Equal(10, keys.Distinct().Count());
        Assert.Equal(10, keys.Count);
    }

    [Fact]
    public void COUNT_bounds_a_call()
    {
        using Kv kv = new();
        for (int i = 0; i < 1_000; i++) kv.Run($"SET key:{i} 1");
        (string cursor, List<string> keys) = Scan(kv, "SCAN 0 COUNT 100");
        Assert.NotEqual("0", cursor);
        Assert.InRange(keys.Count, 100, 120);
        Assert.Equal(1_000, Walk(kv, "COUNT 100").Count);
        Assert.Equal(1_000, Scan(kv, "SCAN 0 COUNT 1000").Keys.Count);
        Assert.Equal(1_000, Scan(kv, "SCAN 0 COUNT 9223372036854775807").Keys.Count);
    }

    [Fact]
    public void COUNT_bounds_the_work_and_not_the_matches()
    {
        using Kv kv = new();
        for (int i = 0; i < 1_000; i++) kv.Run($"SET key:{i} 1");
        (string cursor, List<string> keys) = Scan(kv, "SCAN 0 MATCH nothing COUNT 10");
        Assert.NotEqual("0", cursor);
        Assert.Empty(keys);
        Assert.Equal(["key:77"], Walk(kv, "MATCH key:7[7]"));
    }

    [Fact]
    public void A_nearly_empty_table_ends_a_call_after_ten_times_COUNT_buckets()
    {
        using Kv kv = new();
        for (int i = 0; i < 2_000; i++) kv.Run($"SET {{x}}{i} 1");
        for (int i = 3; i < 2_000; i++) kv.Run($"DEL {{x}}{i}");
        int calls = 0;
        string cursor = "0";
        do
        {
            cursor = Scan(kv, $"SCAN {cursor}").Cursor;
            calls++;
        }
        while (cursor != "0");
        Assert.Equal(21, calls); // 2,048 buckets, a hundred a call
    }

    [Fact]
    public void TYPE_filters_by_name_in_any_case()
    {
        using Kv kv = new();
        kv.Run("SET s 1");
        Assert.Equal(["s"], Walk(kv, "TYPE STRING"));
        Assert.Empty(Walk(kv, "TYPE list"));
        Assert.Empty(Walk(kv, "TYPE nonsense"));
    }

    [Fact]
    public void Expired_keys_are_removed_instead_of_returned()
    {
        using Kv kv = new();
        kv.Run("SET a 1 PX 10");
        kv.Run("SET b 1");
        kv.Now += 11;
        kv.Run("SCAN 0 MATCH b").Replies("[0, [b]]");
        kv.LoggedNothing();
        kv.Run("SCAN 0").Replies("[0, [b]]");
        kv.Logged("DEL a");
    }

    [Fact]
    public void The_empty_name_is_found_by_a_lone_star_only()
    {
        using Kv kv = new();
        kv.Run("SET \"\" 1");
        kv.Run("SCAN 0 MATCH *").RepliesOnWire("*2\r\n$1\r\n0\r\n*1\r\n$0\r\n\r\n");
        kv.Run("SCAN 0 MATCH **").RepliesOnWire("*2\r\n$1\r\n0\r\n*0\r\n");
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("+0")]
    [InlineData("-0")]
    [InlineData("00")]
    [InlineData("\"0\\x005\"")]
    [InlineData("\"\\x00\"")]
    [InlineData("0")]
    public void A_cursor_is_read_as_strtoul_reads(string cursor)
    {
        using Kv kv = new();
        kv.Run("SET a 1");
        kv.Run("SCAN " + cursor).Replies("[0, [a]]");
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("18446744073709551615")]
    [InlineData("123456789012345")]
    public void A_cursor_that_nobody_gave_out_does_no_harm(string cursor)
    {
        using Kv kv = new();
        kv.Run("SET a 1");
        Assert.StartsWith("[", kv.Run("SCAN " + cursor).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SCAN x", "ERR invalid cursor")]
    [InlineData("SCAN \" 0\"", "ERR invalid cursor")]
    [InlineData("SCAN \"0 \"", "ERR invalid cursor")]
    [InlineData("SCAN -", "ERR invalid cursor")]
    [InlineData("SCAN 0x", "ERR invalid cursor")]
    [InlineData("SCAN 18446744073709551616", "ERR invalid cursor")]
    [InlineData("SCAN -18446744073709551616", "ERR invalid cursor")]
    [InlineData("SCAN x COUNT 0", "ERR invalid cursor")]
    [InlineData("SCAN 0 COUNT 0", "ERR syntax error")]
    [InlineData("SCAN 0 COUNT -1", "ERR syntax error")]
    [InlineData("SCAN 0 COUNT 5 COUNT 0", "ERR syntax error")]
    [InlineData("SCAN 0 COUNT", "ERR syntax error")]
    [InlineData("SCAN 0 COUNT x", "ERR value is not an integer or out of range")]
    [InlineData("SCAN 0 MATCH", "ERR syntax error")]
    [InlineData("SCAN 0 TYPE", "ERR syntax error")]
    [InlineData("SCAN 0 FOO 1", "ERR syntax error")]
    public void Wrong_use_is_said(string command, string error)
    {
        using Kv kv = new();
        kv.Run(command).Fails(error);
    }

    // The guarantee, against a model: keys that are there all the time are returned, while others come and go in such numbers that tables
    // grow and are compacted between the calls.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Keys_that_stay_are_returned_however_the_tables_change(int seed)
    {
        using Kv kv = new();
        Random random = new(seed);
        for (int i = 0; i < 300; i++) kv.Run($"SET stays:{i} 1");
        HashSet<int> guests = [];
        int bucketsMin = int.MaxValue, bucketsMax = 0;
        for (int walk = 0; walk < 6; walk++)
        {
            HashSet<string> seen = [];
            string cursor = "0";
            bool growing = walk % 2 == 0;
            do
            {
                (cursor, List<string> keys) = Scan(kv, $"SCAN {cursor} COUNT {random.Next(1, 60)}");
                seen.UnionWith(keys);
                for (int i = random.Next(300); i > 0; i--)
                {
                    int guest = random.Next(6_000);
                    bool insert = random.Next(10) < (growing ? 9 : 1);
                    kv.Run(insert ? $"SET guest:{guest} 1" : $"DEL guest:{guest}");
                    if (insert) guests.Add(guest);
                    else guests.Remove(guest);
                }
                if (!growing && random.Next(4) == 0)
                {
                    foreach (int guest in guests) kv.Run($"DEL guest:{guest}");
                    guests.Clear();
                }
                foreach (var shard in kv.Shards) shard[0].Compact();
                bucketsMin = Math.Min(bucketsMin, kv.Shards[0][0].BucketCount);
                bucketsMax = Math.Max(bucketsMax, kv.Shards[0][0].BucketCount);
            }
            while (cursor != "0");
            Assert.Empty(Enumerable.Range(0, 300).Select(i => $"stays:{i}").Except(seen));
        }
        Assert.True(bucketsMax >= 4 * bucketsMin, $"The tables hardly changed: {bucketsMin} to {bucketsMax} buckets.");
    }

    private static HashSet<string> Walk(Kv kv, string options)
    {
        HashSet<string> all = [];
        string cursor = "0";
        do
        {
            (cursor, List<string> keys) = Scan(kv, string.Create(CultureInfo.InvariantCulture, $"SCAN {cursor} {options}"));
            all.UnionWith(keys);
        }
        while (cursor != "0");
        return all;
    }

    private static (string Cursor, List<string> Keys) Scan(Kv kv, string command)
    {
        string text = kv.Run(command).Text;
        int comma = text.IndexOf(',', StringComparison.Ordinal);
        string keys = text[(comma + 3)..^2];
        return (text[1..comma], keys.Length == 0 ? [] : [.. keys.Split(", ")]);
    }
}
