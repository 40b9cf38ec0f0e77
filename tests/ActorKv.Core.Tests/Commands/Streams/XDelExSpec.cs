namespace ActorKv.Core.Tests.Commands.Streams;

/// <summary>XDELEX and XACKDEL, and the policies that they brought to XADD and XTRIM, as the documentation of Redis 8.2 has them.</summary>
public sealed class XDelExSpec
{
    // 1 is acknowledged by both groups, 2 by one, 3 by none, and 4 is read by one.
    private const string Groups = """
        SET k v
        XADD s 1 f v
        XADD s 2 f v
        XADD s 3 f v
        XADD s 4 f v
        XGROUP CREATE s g 0
        XGROUP CREATE s h 0
        XREADGROUP GROUP g a STREAMS s >
        XREADGROUP GROUP h b COUNT 3 STREAMS s >
        XACK s g 1 2 4
        XACK s h 1

        """;

    [Theory]
    [InlineData("XDELEX s IDS 3 2 9 2", "[(integer) 1, (integer) -1, (integer) -1]")]
    [InlineData("XDELEX s ACKED IDS 5 1 2 3 4 9", "[(integer) 1, (integer) 2, (integer) 2, (integer) 2, (integer) -1]")]
    [InlineData("XDELEX s IDS 1 3 DELREF", "[(integer) 1]")]
    [InlineData("XDELEX nokey IDS 2 1 2", "[(integer) -1, (integer) -1]")]
    [InlineData("XDELEX k IDS 1 1", "-WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("XDELEX s IDS 0 1", "-ERR Number of IDs must be a positive integer")]
    [InlineData("XDELEX s IDS x 1", "-ERR Number of IDs must be a positive integer")]
    [InlineData("XDELEX s IDS 2 1", "-ERR The `numids` parameter must match the number of arguments")]
    [InlineData("XDELEX s IDS 1 1 2", "-ERR syntax error")]
    [InlineData("XDELEX s IDS 1 x", "-ERR Invalid stream ID specified as stream command argument")]
    [InlineData("XDELEX s KEEPREF DELREF IDS 1 1", "-ERR syntax error")]
    [InlineData("XDELEX s KEEPREF ID 1", "-ERR syntax error")]
    [InlineData("XACKDEL s g IDS 4 1 2 3 9", "[(integer) -1, (integer) -1, (integer) 1, (integer) -1]")]
    [InlineData("XACKDEL s g ACKED IDS 1 3", "[(integer) 2]")]
    [InlineData("XACKDEL s h ACKED IDS 2 2 3", "[(integer) 1, (integer) 2]")]
    [InlineData("XACKDEL s nogroup IDS 2 1 2", "[(integer) -1, (integer) -1]")]
    [InlineData("XACKDEL nokey g IDS 1 1", "[(integer) -1]")]
    [InlineData("XACKDEL k g IDS 1 1", "-WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("XTRIM s MAXLEN 2 ACKED", "(integer) 1")]
    [InlineData("XTRIM s MINID 4 DELREF", "(integer) 3")]
    [InlineData("XADD s ACKED MAXLEN 0 5 f v", "5-0")]
    public void Entries_are_deleted_as_the_policy_says(string command, string reply) => GroupKv.Play($"{Groups}{command} => {reply}");

    [Fact]
    public void KEEPREF_leaves_what_is_pending_and_DELREF_does_not() => GroupKv.Play(Groups + """
        XDELEX s KEEPREF IDS 1 3 => [(integer) 1]
        XPENDING s g => [(integer) 1, 3-0, 3-0, [[a, 1]]]
        XDELEX s DELREF IDS 1 3 => [(integer) -1]
        XPENDING s g => [(integer) 0, (nil), (nil), (nil)]
        XTRIM s MAXLEN 0 DELREF => (integer) 3
        XPENDING s h => [(integer) 0, (nil), (nil), (nil)]
        """);

    [Fact]
    public void XACKDEL_ACKED_deletes_with_the_last_acknowledgement() => GroupKv.Play(Groups + """
        XACKDEL s g ACKED IDS 1 3 => [(integer) 2]
        XACKDEL s h ACKED IDS 1 3 => [(integer) 1]
        XACKDEL s h KEEPREF IDS 1 3 => [(integer) -1]
        XRANGE s 3 3 => []
        """);

    [Fact]
    public void Without_groups_no_entry_is_needed_any_more() => GroupKv.Play("""
        XADD s 1 f v
        XADD s 2 f v
        XDELEX s ACKED IDS 1 1 => [(integer) 1]
        XTRIM s MAXLEN 0 ACKED => (integer) 1
        """);

    [Fact]
    public void Trimming_nodes_by_a_policy_logs_where_it_ended()
    {
        using Kv kv = new();
        kv.Settings.StreamNodeMaxEntries = 2;
        kv.Play(Groups + "XADD s 5 f v");
        kv.Run("XTRIM s MAXLEN ~ 3 ACKED").Replies("(integer) 1");
        kv.Logged("XTRIM s MINID = 3-0 ACKED");
        kv.Run("XTRIM s MAXLEN ~ 3 DELREF").Replies("(integer) 1");
        kv.Logged("XTRIM s MINID = 3-0 DELREF");
        kv.Run("XPENDING s h").Replies("[(integer) 1, 3-0, 3-0, [[b, 1]]]");
        kv.Run("XDELEX s KEEPREF IDS 1 9");
        kv.LoggedNothing();
    }
}
