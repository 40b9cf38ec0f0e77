namespace ActorKv.Core.Tests.Commands.Streams;

public sealed class XInfoSpec
{
    [Fact]
    public void XINFO_STREAM_tells_about_a_stream() => GroupKv.Play("""
        XADD s 1 f a
        XADD s 2 f b
        XADD s 3 f c
        XDEL s 2
        XINFO STREAM s => [length, (integer) 2, radix-tree-keys, (integer) 1, radix-tree-nodes, (integer) 2, last-generated-id, 3-0, max-deleted-entry-id, 2-0, entries-added, (integer) 3, recorded-first-entry-id, 1-0, groups, (integer) 0, first-entry, [1-0, [f, a]], last-entry, [3-0, [f, c]]]
        XTRIM s MAXLEN 0
        XINFO STREAM s => [length, (integer) 0, radix-tree-keys, (integer) 0, radix-tree-nodes, (integer) 1, last-generated-id, 3-0, max-deleted-entry-id, 2-0, entries-added, (integer) 3, recorded-first-entry-id, 0-0, groups, (integer) 0, first-entry, (nil), last-entry, (nil)]
        """);

    [Fact]
    public void XINFO_STREAM_FULL_tells_about_groups_too() => GroupKv.Play("""
        XADD s 1 f a
        XADD s 2 f b
        XGROUP CREATE s g 0
        XREADGROUP GROUP g c STREAMS s >
        XINFO STREAM s FULL COUNT 1 => [length, (integer) 2, radix-tree-keys, (integer) 1, radix-tree-nodes, (integer) 2, last-generated-id, 2-0, max-deleted-entry-id, 0-0, entries-added, (integer) 2, recorded-first-entry-id, 1-0, entries, [[1-0, [f, a]]], groups, [[name, g, last-delivered-id, 2-0, entries-read, (integer) 2, lag, (integer) 0, pel-count, (integer) 2, pending, [[1-0, c, (integer) 1000000, (integer) 1]], consumers, [[name, c, seen-time, (integer) 1000000, pel-count, (integer) 2, pending, [[1-0, (integer) 1000000, (integer) 1]]]]]]]
        """);

    // Nodes begin at 0-1, 0-2 …: their keys share 15 bytes; from 0-256 on 14, and so on.
    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(255, 257)]
    [InlineData(256, 260)]
    [InlineData(600, 605)]
    public void XINFO_STREAM_tells_the_size_of_the_tree_that_Redis_would_have(int nodes, int expected)
    {
        using Kv kv = new();
        kv.Settings.StreamNodeMaxEntries = 1;
        for (int i = 1; i <= nodes; i++) kv.Run($"XADD s 0-{i} f v");
        Assert.Contains($"radix-tree-keys, (integer) {nodes}, radix-tree-nodes, (integer) {expected},", kv.Run("XINFO STREAM s").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Lag_is_known_until_deletions_ahead_make_it_unknowable() => GroupKv.Play("""
        XADD s 1 f v
        XADD s 2 f v
        XADD s 3 f v
        XADD s 4 f v
        XGROUP CREATE s g 0
        XREADGROUP GROUP g c COUNT 1 STREAMS s >
        XINFO GROUPS s => [[name, g, consumers, (integer) 1, pending, (integer) 1, last-delivered-id, 1-0, entries-read, (integer) 1, lag, (integer) 3]]
        XDEL s 3
        XINFO GROUPS s => [[name, g, consumers, (integer) 1, pending, (integer) 1, last-delivered-id, 1-0, entries-read, (integer) 1, lag, (nil)]]
        XREADGROUP GROUP g c COUNT 1 STREAMS s >
        XINFO GROUPS s => [[name, g, consumers, (integer) 1, pending, (integer) 2, last-delivered-id, 2-0, entries-read, (nil), lag, (nil)]]
        XREADGROUP GROUP g c STREAMS s >
        XINFO GROUPS s => [[name, g, consumers, (integer) 1, pending, (integer) 3, last-delivered-id, 4-0, entries-read, (integer) 4, lag, (integer) 0]]
        """);

    [Theory]
    [InlineData("XINFO STREAM nokey", "-ERR no such key")]
    [InlineData("XINFO STREAM k", "-WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("XINFO STREAM nokey NONE", "-ERR no such key")]
    [InlineData("XINFO STREAM s NONE", "-ERR unknown subcommand or wrong number of arguments for 'STREAM'. Try XINFO HELP.")]
    [InlineData("XINFO STREAM s FULL COUNT", "-ERR unknown subcommand or wrong number of arguments for 'STREAM'. Try XINFO HELP.")]
    [InlineData("XINFO STREAM s FULL LIMIT 1", "-ERR unknown subcommand or wrong number of arguments for 'STREAM'. Try XINFO HELP.")]
    [InlineData("XINFO STREAM s FULL COUNT x", "-ERR value is not an integer or out of range")]
    [InlineData("XINFO GROUPS nokey", "-ERR no such key")]
    [InlineData("XINFO CONSUMERS nokey g", "-ERR no such key")]
    [InlineData("XINFO CONSUMERS s g", "-NOGROUP No such consumer group 'g' for key name 's'")]
    public void XINFO_checks_its_arguments(string command, string reply) => GroupKv.Play($"""
        SET k v
        XADD s 1 f v
        {command} => {reply}
        """);
}
