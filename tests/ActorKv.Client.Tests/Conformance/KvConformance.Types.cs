// The typed methods, family by family: each says the same as its command, in .NET's types.

namespace ActorKv.Client.Tests.Conformance;

public abstract partial class KvConformance
{
    [Fact]
    public async Task Strings_are_set_and_read()
    {
        Assert.True(await Kv.SetAsync("k", "v"));
        Assert.False(await Kv.SetAsync("k", "w", when: KvWhen.Absent));
        Assert.True(await Kv.SetAsync("k", "w", when: KvWhen.Present));
        Assert.Equal("w", await Kv.SetAndGetAsync<string>("k", "x"));
        Assert.Equal("x", await Kv.GetAsync("k"));
        Assert.Null(await Kv.GetAsync("absent"));
        Assert.Null(await Kv.GetAsync<long?>("absent"));
        Assert.Equal(0, await Kv.GetAsync<long>("absent"));
        Assert.Equal(3, await Kv.AppendAsync("k", "yz"));
        Assert.Equal(3, await Kv.StrLenAsync("k"));
        Assert.Equal("yz", await Kv.GetRangeAsync<string>("k", 1, -1));
        Assert.Equal(3, await Kv.SetRangeAsync("k", 1, "Y"));
        Assert.Equal("xYz", await Kv.GetDelAsync<string>("k"));
        Assert.False(await Kv.ExistsAsync("k"));
    }

    [Fact]
    public async Task Strings_count()
    {
        Assert.Equal(1, await Kv.IncrAsync("n"));
        Assert.Equal(11, await Kv.IncrByAsync("n", 10));
        Assert.Equal(10, await Kv.DecrAsync("n"));
        Assert.Equal(5, await Kv.DecrByAsync("n", 5));
        Assert.Equal(5.5, await Kv.IncrByFloatAsync("n", 0.5));
        Assert.Equal(5.5, await Kv.GetAsync<double>("n"));
    }

    [Fact]
    public async Task Many_strings_are_set_and_read_together()
    {
        await Kv.MSetAsync(("{t}a", 1), ("{t}b", "two"));
        Assert.Equal((string?[])["1", "two", null], await Kv.MGetAsync("{t}a", "{t}b", "{t}c"));
        Assert.Equal((long?[])[1, null], await Kv.MGetAsync<long?>(["{t}a", "{t}c"]));
    }

    [Fact]
    public async Task Keys_expire_when_they_are_told_to()
    {
        await Kv.SetAsync("k", "v", TimeSpan.FromHours(1));
        Assert.InRange((await Kv.TtlAsync("k"))!.Value, TimeSpan.FromMinutes(50), TimeSpan.FromHours(1));
        DateTimeOffset moment = DateTimeOffset.FromUnixTimeMilliseconds(4_102_444_800_123);
        Assert.True(await Kv.ExpireAsync("k", moment));
        Assert.Equal(moment, await Kv.ExpireTimeAsync("k"));
        await Kv.SetAsync("k", "w", KvExpiry.Kept);
        Assert.Equal(moment, await Kv.ExpireTimeAsync("k"));
        Assert.Equal("w", await Kv.GetExAsync<string>("k", KvExpiry.Never));
        Assert.Null(await Kv.TtlAsync("k"));
        Assert.True(await Kv.ExpireAsync("k", TimeSpan.FromMinutes(1)));
        Assert.True(await Kv.PersistAsync("k"));
        Assert.False(await Kv.PersistAsync("k"));
        Assert.True(await Kv.ExpireAsync("k", DateTimeOffset.UnixEpoch));
        Assert.False(await Kv.ExistsAsync("k"));
        Assert.False(await Kv.ExpireAsync("k", TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task Keys_are_renamed_copied_and_deleted()
    {
        await Kv.SetAsync("{t}a", "v");
        await Kv.RenameAsync("{t}a", "{t}b");
        Assert.True(await Kv.CopyAsync("{t}b", "{t}c"));
        Assert.False(await Kv.CopyAsync("{t}b", "{t}c"));
        Assert.True(await Kv.CopyAsync("{t}b", "{t}c", replace: true));
        Assert.Equal("string", await Kv.TypeAsync("{t}c"));
        Assert.Equal("none", await Kv.TypeAsync("{t}a"));
        byte[] dump = (await Kv.DumpAsync("{t}c"))!;
        Assert.Equal(2, await Kv.DelAsync("{t}a", "{t}b", "{t}c"));
        await Kv.RestoreAsync("{t}d", dump);
        Assert.Equal("v", await Kv.GetAsync("{t}d"));
        Assert.Equal("BUSYKEY", (await Assert.ThrowsAsync<KvException>(async () => await Kv.RestoreAsync("{t}d", dump))).Code);
        Assert.Equal(1, await Kv.UnlinkAsync("{t}d"));
        Assert.Equal(0, await Kv.DbSizeAsync());
    }

    [Fact]
    public async Task All_keys_are_scanned()
    {
        for (int i = 0; i < 600; i++) await Kv.SetAsync($"k{i}", i);
        await Kv.SAddAsync("set", "x");
        HashSet<string> found = [];
        await foreach (string key in Kv.ScanAsync("k*")) found.Add(key);
        Assert.Equal(600, found.Count);
        found.Clear();
        await foreach (string key in Kv.ScanAsync(type: "set")) found.Add(key);
        Assert.Equal(["set"], found);
    }

    [Fact]
    public async Task Hashes_have_fields()
    {
        Assert.True(await Kv.HSetAsync("h", "name", "Ann"));
        Assert.Equal(2, await Kv.HSetAsync("h", ("name", "Bob"), ("age", 30), ("height", 1.75)));
        Assert.False(await Kv.HSetNxAsync("h", "name", "Cid"));
        Assert.Equal("Bob", await Kv.HGetAsync("h", "name"));
        Assert.Equal(30, await Kv.HGetAsync<int>("h", "age"));
        Assert.Null(await Kv.HGetAsync("h", "absent"));
        Assert.Equal((string?[])["30", null], await Kv.HMGetAsync("h", "age", "absent"));
        Assert.Equal(31, await Kv.HIncrByAsync("h", "age", 1));
        Assert.Equal(2, await Kv.HIncrByFloatAsync("h", "height", 0.25));
        Dictionary<string, string> all = await Kv.HGetAllAsync("h");
        Assert.Equal(("Bob", "31", "2", 3), (all["name"], all["age"], all["height"], all.Count));
        Assert.Equal(["age", "height", "name"], (await Kv.HKeysAsync("h")).Order());
        Assert.Equal(["2", "31", "Bob"], (await Kv.HValsAsync<string>("h")).Order());
        Assert.Equal(2, await Kv.HDelAsync("h", "age", "height", "absent"));
        Assert.True(await Kv.HExistsAsync("h", "name"));
        Assert.Equal(1, await Kv.HLenAsync("h"));
        Assert.Empty(await Kv.HGetAllAsync<byte[]>("absent"));
        List<KeyValuePair<string, string>> scanned = [];
        await foreach (KeyValuePair<string, string> field in Kv.HScanAsync("h")) scanned.Add(field);
        Assert.Equal([new("name", "Bob")], scanned);
    }

    [Fact]
    public async Task Lists_have_two_ends()
    {
        Assert.Equal(2, await Kv.RPushAsync("{t}l", "b", "c"));
        Assert.Equal(3, await Kv.LPushAsync("{t}l", "a"));
        Assert.Equal(["a", "b", "c"], await Kv.LRangeAsync("{t}l"));
        Assert.Equal("b", await Kv.LIndexAsync<string>("{t}l", 1));
        await Kv.LSetAsync("{t}l", 1, "B");
        Assert.Equal(4, await Kv.LInsertAsync("{t}l", "B", "b2", after: true));
        Assert.Equal(1, await Kv.LRemAsync("{t}l", "b2"));
        Assert.Equal("c", await Kv.LMoveAsync<string>("{t}l", "{t}m", KvEnd.Right, KvEnd.Left));
        Assert.Equal("a", await Kv.LPopAsync("{t}l"));
        Assert.Equal("B", await Kv.RPopAsync("{t}l"));
        Assert.Null(await Kv.LPopAsync("{t}l"));
        await Kv.RPushAsync("{t}l", 1, 2, 3, 4, 5);
        Assert.Equal((long[])[1, 2], await Kv.LPopAsync<long>("{t}l", 2));
        Assert.Equal((long[])[5], await Kv.RPopAsync<long>("{t}l", 1));
        await Kv.LTrimAsync("{t}l", 0, 0);
        Assert.Equal(1, await Kv.LLenAsync("{t}l"));
        Assert.Empty(await Kv.LPopAsync<long>("{t}absent", 2));
    }

    [Fact]
    public async Task Sets_have_members()
    {
        Assert.Equal(3, await Kv.SAddAsync("{t}s", "a", "b", "c"));
        Assert.Equal(2, await Kv.SAddAsync("{t}u", "c", "d"));
        Assert.True(await Kv.SIsMemberAsync("{t}s", "a"));
        Assert.Equal((bool[])[true, false], await Kv.SMIsMemberAsync("{t}s", "a", "z"));
        Assert.Equal(["a", "b", "c"], (await Kv.SMembersAsync("{t}s")).Order());
        Assert.Equal(["c"], await Kv.SInterAsync("{t}s", "{t}u"));
        Assert.Equal(["a", "b", "c", "d"], (await Kv.SUnionAsync("{t}s", "{t}u")).Order());
        Assert.Equal(["a", "b"], (await Kv.SDiffAsync("{t}s", "{t}u")).Order());
        Assert.Equal(1, await Kv.SInterStoreAsync("{t}r", "{t}s", "{t}u"));
        Assert.Equal(4, await Kv.SUnionStoreAsync("{t}r", "{t}s", "{t}u"));
        Assert.Equal(2, await Kv.SDiffStoreAsync("{t}r", "{t}s", "{t}u"));
        Assert.True(await Kv.SMoveAsync("{t}s", "{t}u", "a"));
        Assert.Equal(1, await Kv.SRemAsync("{t}s", "b", "z"));
        Assert.Equal("c", await Kv.SPopAsync<string>("{t}s"));
        Assert.Null(await Kv.SPopAsync<string>("{t}s"));
        Assert.Equal(4, (await Kv.SRandMemberAsync<string>("{t}u", -4)).Length);
        Assert.Equal(3, (await Kv.SPopAsync<string>("{t}u", 10)).Length);
        Assert.Equal(0, await Kv.SCardAsync("{t}u"));
        List<string> scanned = [];
        await foreach (string member in Kv.SScanAsync("{t}r")) scanned.Add(member);
        Assert.Equal(["a", "b"], scanned.Order());
    }

    [Fact]
    public async Task Sorted_sets_have_scores()
    {
        Assert.True(await Kv.ZAddAsync("{t}z", "a", 1));
        Assert.Equal(2, await Kv.ZAddAsync("{t}z", ("b", 2.5), ("c", double.PositiveInfinity)));
        Assert.Equal(1, await Kv.ZAddAsync("{t}z", [("a", 0.5), ("b", 3)], new KvZAddOptions { OnlyHigher = true, CountChanged = true }));
        Assert.Equal(4, await Kv.ZIncrByAsync("{t}z", "b", 1));
        Assert.Equal(4, await Kv.ZScoreAsync("{t}z", "b"));
        Assert.Null(await Kv.ZScoreAsync("{t}z", "absent"));
        Assert.Equal(double.PositiveInfinity, await Kv.ZScoreAsync("{t}z", "c"));
        Assert.Equal(1, await Kv.ZRankAsync("{t}z", "b"));
        Assert.Equal(0, await Kv.ZRankAsync("{t}z", "c", fromHighest: true));
        Assert.Null(await Kv.ZRankAsync("{t}z", "absent"));
        Assert.Equal(["a", "b", "c"], await Kv.ZRangeAsync("{t}z"));
        Assert.Equal(["c", "b"], await Kv.ZRangeAsync("{t}z", 0, 1, fromHighest: true));
        Assert.Equal([new("a", 1), new("b", 4)], await Kv.ZRangeWithScoresAsync<string>("{t}z", 0, 1));
        Assert.Equal([new("b", 4)], await Kv.ZRangeByScoreAsync<string>("{t}z", new KvScoreRange(1, 10) { ExcludeMin = true }));
        Assert.Equal([new("b", 4)], await Kv.ZRangeByScoreAsync<string>("{t}z", KvScoreRange.All, fromHighest: true, offset: 1, count: 1));
        Assert.Equal(2, await Kv.ZCountAsync("{t}z", new KvScoreRange(1, 4)));
        Assert.Equal(3, await Kv.ZUnionStoreAsync("{t}y", "{t}z", "{t}absent"));
        Assert.Equal(0, await Kv.ZInterStoreAsync("{t}x", "{t}z", "{t}absent"));
        Assert.Equal([new("a", 1)], await Kv.ZPopMinAsync<string>("{t}z"));
        Assert.Equal([new("c", double.PositiveInfinity), new("b", 4)], await Kv.ZPopMaxAsync<string>("{t}z", 2));
        Assert.Empty(await Kv.ZPopMinAsync<string>("{t}z"));
        Assert.Equal(1, await Kv.ZRemAsync("{t}y", "a"));
        Assert.Equal(1, await Kv.ZRemRangeByScoreAsync("{t}y", new KvScoreRange(4, 4)));
        Assert.Equal(1, await Kv.ZRemRangeByRankAsync("{t}y", 0, -1));
        Assert.Equal(0, await Kv.ZCardAsync("{t}y"));
    }

    [Fact]
    public async Task Streams_have_entries()
    {
        string first = await Kv.XAddAsync("x", ("level", "info"), ("code", 7));
        Assert.Equal("99999999999999-1", await Kv.XAddAsync("x", [("level", "warn")], new KvXAddOptions { Id = "99999999999999-1", MaxLength = 10 }));
        Assert.Null(await Kv.XAddAsync("absent", [("f", "v")], new KvXAddOptions { OnlyIfPresent = true }));
        Assert.Equal(2, await Kv.XLenAsync("x"));
        KvStreamEntry[] entries = await Kv.XRangeAsync("x");
        Assert.Equal((first, "info", "7", null), (entries[0].Id, entries[0]["level"], entries[0]["code"], entries[0]["absent"]));
        Assert.Equal("99999999999999-1", Assert.Single(await Kv.XRevRangeAsync("x", count: 1)).Id);
        KvStreamEntries read = Assert.Single(await Kv.XReadAsync([("x", first)]));
        Assert.Equal(("x", "warn"), (read.Key, Assert.Single(read.Entries)["level"]));
        Assert.Empty(await Kv.XReadAsync([("x", "99999999999999-1")], wait: TimeSpan.FromMilliseconds(1)));
        Assert.Equal(1, await Kv.XDelAsync("x", first));
        Assert.Equal(1, await Kv.XTrimAsync("x", 0));
    }

    [Fact]
    public async Task Streams_have_groups_of_consumers()
    {
        Assert.True(await Kv.XGroupCreateAsync("x", "group", from: "0"));
        Assert.False(await Kv.XGroupCreateAsync("x", "group"));
        await Kv.XAddAsync("x", ("n", 1));
        KvStreamEntries read = Assert.Single(await Kv.XReadGroupAsync("group", "ann", [("x", ">")], count: 10));
        string id = Assert.Single(read.Entries).Id;
        Assert.Empty(await Kv.XReadGroupAsync("group", "ann", [("x", ">")]));
        (string next, KvStreamEntry[] claimed) = await Kv.XAutoClaimAsync("x", "group", "bob", TimeSpan.Zero);
        Assert.Equal(("0-0", id), (next, Assert.Single(claimed).Id));
        Assert.Equal(1, await Kv.XAckAsync("x", "group", id));
    }

    [Fact]
    public async Task HyperLogLogs_count_and_bitmaps_have_bits()
    {
        Assert.True(await Kv.PfAddAsync("{t}p", "a", "b", "c"));
        Assert.False(await Kv.PfAddAsync("{t}p", "a"));
        await Kv.PfMergeAsync("{t}q", "{t}p");
        Assert.Equal(3, await Kv.PfCountAsync("{t}p", "{t}q"));
        Assert.False(await Kv.SetBitAsync("{t}b", 7, true));
        Assert.True(await Kv.GetBitAsync("{t}b", 7));
        Assert.Equal(1, await Kv.BitCountAsync("{t}b"));
        Assert.Equal(7, await Kv.BitPosAsync("{t}b", true));
        Assert.Equal(1, await Kv.BitOpAsync("NOT", "{t}c", "{t}b"));
        Assert.Equal(7, await Kv.BitCountAsync("{t}c"));
    }

    [Fact]
    public async Task Scripts_run_by_their_digest_and_are_loaded_when_they_must()
    {
        KvScript script = new("return {KEYS[1], ARGV[1], redis.call('INCR', KEYS[1])}");
        for (int run = 1; run <= 2; run++)
        {
            KvReply reply = await Kv.EvalAsync(script, ["n"], ["arg"]);
            Assert.Equal(("n", "arg", run), (reply[0].AsString(), reply[1].AsString(), reply[2].AsInt64()));
        }
        Assert.Equal(5, await Kv.EvalAsync<long>("return 5"));
        Assert.Equal("ERR", (await Assert.ThrowsAsync<KvException>(async () => await Kv.EvalAsync("return redis.error_reply('ERR own')"))).Code);
    }
}
