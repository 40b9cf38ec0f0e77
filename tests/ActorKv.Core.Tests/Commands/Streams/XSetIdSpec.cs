namespace ActorKv.Core.Tests.Commands.Streams;

public sealed class XSetIdSpec
{
    [Fact]
    public void XSETID_sets_what_a_stream_remembers() => GroupKv.Play("""
        XADD s 1 f v
        XSETID s 9-5 ENTRIESADDED 100 MAXDELETEDID 0-3 => OK
        XINFO STREAM s => [length, (integer) 1, radix-tree-keys, (integer) 1, radix-tree-nodes, (integer) 2, last-generated-id, 9-5, max-deleted-entry-id, 0-3, entries-added, (integer) 100, recorded-first-entry-id, 1-0, groups, (integer) 0, first-entry, [1-0, [f, v]], last-entry, [1-0, [f, v]]]
        XADD s 9-5 f v => -ERR The ID specified in XADD is equal or smaller than the target stream top item
        XADD s 9-* f v => 9-6
        """);

    [Fact]
    public void XSETID_may_step_back_over_deleted_entries() => GroupKv.Play("""
        XADD s 5 f v
        XADD s 6 f v
        XADD s 7 f v
        XDEL s 7
        XSETID s 6 => OK
        XADD s 6-5 f w => 6-5
        XRANGE s - + => [[5-0, [f, v]], [6-0, [f, v]], [6-5, [f, w]]]
        XREVRANGE s + - COUNT 1 => [[6-5, [f, w]]]
        XTRIM s MAXLEN 0
        XSETID s 1 => OK
        XADD s 2 f v => 2-0
        """);

    [Theory]
    [InlineData("XSETID nokey 5", "-ERR no such key")]
    [InlineData("XSETID k 5", "-WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("XSETID nokey x", "-ERR Invalid stream ID specified as stream command argument")]
    [InlineData("XSETID s 1", "-ERR The ID specified in XSETID is smaller than the target stream top item")]
    [InlineData("XSETID s 5 ENTRIESADDED 1", "-ERR The entries_added specified in XSETID is smaller than the target stream length")]
    [InlineData("XSETID s 5 ENTRIESADDED -1", "-ERR entries_added must be positive")]
    [InlineData("XSETID s 5 ENTRIESADDED x", "-ERR value is not an integer or out of range")]
    [InlineData("XSETID s 5 MAXDELETEDID 6", "-ERR The ID specified in XSETID is smaller than the provided max_deleted_entry_id")]
    [InlineData("XSETID s 5 MAXDELETEDID x", "-ERR Invalid stream ID specified as stream command argument")]
    [InlineData("XSETID s 5 ENTRIESADDED", "-ERR syntax error")]
    [InlineData("XSETID s 5 OTHER 1", "-ERR syntax error")]
    public void XSETID_checks_its_arguments(string command, string reply) => GroupKv.Play($"""
        SET k v
        XADD s 1 f v
        XADD s 2 f v
        {command} => {reply}
        """);
}
