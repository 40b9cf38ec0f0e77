using System.Text;
using ActorKv.Engine.Routing;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Tests.Routing;

public sealed class ReplyMergeSpec
{
    [Theory]
    [InlineData("DBSIZE", ":6\r\n", ":1\r\n", ":2\r\n", ":3\r\n")]
    [InlineData("FLUSHALL", "+OK\r\n", "+OK\r\n", "+OK\r\n", "+OK\r\n")]
    [InlineData("FLUSHALL", "-TRYAGAIN moving\r\n", "+OK\r\n", "-TRYAGAIN moving\r\n", "+OK\r\n")]
    [InlineData("DBSIZE", "-TRYAGAIN moving\r\n", ":1\r\n", ":1\r\n", "-TRYAGAIN moving\r\n")]
    [InlineData("KEYS *", "*3\r\n$1\r\na\r\n$1\r\nb\r\n$1\r\nc\r\n", "*1\r\n$1\r\na\r\n", "*0\r\n", "*2\r\n$1\r\nb\r\n$1\r\nc\r\n")]
    [InlineData("RANDOMKEY", "$1\r\na\r\n", "$-1\r\n", "$1\r\na\r\n", "$-1\r\n")]
    [InlineData("RANDOMKEY", "$-1\r\n", "$-1\r\n", "$-1\r\n", "$-1\r\n")]
    public async Task Replies_of_all_key_shards_become_one(string line, string merged, params string[] replies)
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Request request = Split(line);
        ReplyMerge merge = ReplyMerge.For(kv.Store.Commands.Find(request[0])!.Spec, request, replies.Length, version: 2)!;
        Assert.True(merge.FirstShard < 0);
        for (int i = 0; i < replies.Length; i++) Assert.Equal(i == replies.Length - 1, merge.Add(Encoding.Latin1.GetBytes(replies[i]), out _));
        Assert.Equal(merged, Encoding.Latin1.GetString(merge.Take()));
    }

    [Fact]
    public async Task SCAN_walks_through_key_shards_that_each_know_only_their_own_keys()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        string[] keys = [.. Enumerable.Range(0, 200).Select(i => $"key{i}")];
        foreach (string key in keys) await kv.Run($"SET {key} v");
        LocalSession[] shards = [.. Enumerable.Range(0, kv.Store.Shards.Length).Select(i => new LocalSession(kv.Store, onlyShard: i))];
        List<string> found = [];
        string cursor = "0";
        int calls = 0;
        do
        {
            Reply page = await ScanAsync(kv, shards, $"SCAN {cursor} COUNT 20");
            cursor = page.Items[0].Text;
            found.AddRange(page.Items[1].Items.Select(item => item.Text));
            calls++;
        }
        while (cursor != "0");
        Assert.Equal(keys.Order(), found.Distinct().Order());
        Assert.InRange(calls, 5, 12);
        foreach (LocalSession shard in shards) shard.Dispose();
    }

    [Fact]
    public async Task A_session_of_one_key_shard_sees_no_other()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("SET a 1");
        await kv.Run("SET b 2");
        using LocalSession shard = new(kv.Store, kv.Store.ShardOf("a"u8).Index);
        Assert.Equal("(integer) 1", await shard.Run("DBSIZE"));
        Assert.Equal("[a]", await shard.Run("KEYS *"));
        Assert.Equal("OK", await shard.Run("FLUSHALL"));
        Assert.Equal("[b]", await kv.Run("KEYS *"));
    }

    private static async Task<Reply> ScanAsync(TestStore kv, LocalSession[] shards, string line)
    {
        Request request = Split(line);
        ReplyMerge merge = ReplyMerge.For(kv.Store.Commands.Find(request[0])!.Spec, request, shards.Length, version: 2)!;
        Request current = request;
        int next = merge.FirstShard;
        while (true)
        {
            RespWriter reply = new();
            Write(reply, await shards[next].ExecuteAsync([.. Enumerable.Range(0, current.Count).Select(i => current[i].ToArray())]));
            if (merge.Add(reply.TakeAll(), out next)) break;
            current = merge.NextRequest(request);
        }
        int at = 0;
        Assert.True(RespReader.TryRead(merge.Take(), ref at, out Reply page));
        return page;
    }

    private static void Write(RespWriter writer, Reply reply)
    {
        if (reply.Kind == ReplyKind.Bulk) writer.Bulk(reply.Bytes);
        else
        {
            writer.Array(reply.Items.Count);
            foreach (Reply item in reply.Items) Write(writer, item);
        }
    }

    private static Request Split(string line) => Request.Of([.. InlineSplitter.Split(Encoding.Latin1.GetBytes(line))!]);
}
