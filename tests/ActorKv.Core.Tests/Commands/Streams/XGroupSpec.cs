namespace ActorKv.Core.Tests.Commands.Streams;

public sealed class XGroupSpec
{
    private const string KeyMissing =
        "-ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to use the MKSTREAM option to create an empty stream automatically.";

    [Fact]
    public void XGROUP_CREATE_makes_a_group_behind_an_id() => GroupKv.Play("""
        XADD s 1 f v
        XADD s 2 f v
        XGROUP CREATE s a 0 => OK
        XGROUP CREATE s b $ => OK
        XGROUP CREATE s c 1-5 ENTRIESREAD 1 => OK
        XGROUP CREATE s a 0 => -BUSYGROUP Consumer Group name already exists
        XINFO GROUPS s => [[name, a, consumers, (integer) 0, pending, (integer) 0, last-delivered-id, 0-0, entries-read, (nil), lag, (integer) 2], [name, b, consumers, (integer) 0, pending, (integer) 0, last-delivered-id, 2-0, entries-read, (nil), lag, (integer) 0], [name, c, consumers, (integer) 0, pending, (integer) 0, last-delivered-id, 1-5, entries-read, (integer) 1, lag, (integer) 1]]
        """);

    [Fact]
    public void XGROUP_CREATE_logs_the_id_that_a_dollar_meant()
    {
        using Kv kv = new();
        kv.Run("XGROUP CREATE s g $ MKSTREAM").Replies("OK");
        kv.Logged("XGROUP CREATE s g 0-0 MKSTREAM");
        kv.Run("XADD s 7 f v");
        kv.Run("XGROUP CREATE s h $ MKSTREAM ENTRIESREAD 1").Replies("OK");
        kv.Logged("XGROUP CREATE s h 7-0 ENTRIESREAD 1");
        kv.Run("XGROUP CREATE s h $").Fails("BUSYGROUP Consumer Group name already exists");
        kv.LoggedNothing();
        kv.Run("XGROUP SETID s h 0").Replies("OK");
        kv.Logged("XGROUP SETID s h 0-0 ENTRIESREAD -1");
        kv.Run("XGROUP SETID s h $ ENTRIESREAD 1").Replies("OK");
        kv.Logged("XGROUP SETID s h 7-0 ENTRIESREAD 1");
    }

    [Theory]
    [InlineData("XGROUP CREATE nokey g $", KeyMissing)]
    [InlineData("XGROUP CREATE nokey g x", KeyMissing)]
    [InlineData("XGROUP CREATE nokey g x MKSTREAM", "-ERR Invalid stream ID specified as stream command argument")]
    [InlineData("XGROUP CREATE s new -", "-ERR Invalid stream ID specified as stream command argument")]
    [InlineData("XGROUP CREATE s new 0 NEW", "-ERR unknown subcommand or wrong number of arguments for 'CREATE'. Try XGROUP HELP.")]
    [InlineData("XGROUP create s new 0 ENTRIESREAD", "-ERR unknown subcommand or wrong number of arguments for 'create'. Try XGROUP HELP.")]
    [InlineData("XGROUP CREATE s new 0 MKSTREAM MKSTREAM MKSTREAM MKSTREAM", "-ERR unknown subcommand or wrong number of arguments for 'CREATE'. Try XGROUP HELP.")]
    [InlineData("XGROUP CREATE s new 0 ENTRIESREAD x", "-ERR value is not an integer or out of range")]
    [InlineData("XGROUP CREATE s new 0 ENTRIESREAD -2", "-ERR value for ENTRIESREAD must be positive or -1")]
    [InlineData("XGROUP CREATE k new 0 MKSTREAM", "-WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("XGROUP SETID s nogroup 0", "-NOGROUP No such consumer group 'nogroup' for key name 's'")]
    [InlineData("XGROUP SETID s \"no\\x00group\" 0", "-NOGROUP No such consumer group 'no' for key name 's'")]
    [InlineData("XGROUP SETID s g x", "-ERR Invalid stream ID specified as stream command argument")]
    [InlineData("XGROUP SETID s g 0 MKSTREAM", "-ERR unknown subcommand or wrong number of arguments for 'SETID'. Try XGROUP HELP.")]
    [InlineData("XGROUP SETID s g 0 ENTRIESREAD 1 ENTRIESREAD 1", "-ERR unknown subcommand or wrong number of arguments for 'SETID'. Try XGROUP HELP.")]
    [InlineData("XGROUP SETID s g +", "OK")]
    [InlineData("XGROUP DESTROY nokey g", KeyMissing)]
    [InlineData("XGROUP DESTROY k g", "-WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("XGROUP DESTROY s nogroup", "(integer) 0")]
    [InlineData("XGROUP CREATECONSUMER s nogroup c", "-NOGROUP No such consumer group 'nogroup' for key name 's'")]
    [InlineData("XGROUP DELCONSUMER s g nobody", "(integer) 0")]
    [InlineData("XGROUP DELCONSUMER nokey g c", KeyMissing)]
    [InlineData("XGROUP DESTROY s", "-ERR wrong number of arguments for 'xgroup|destroy' command")]
    public void XGROUP_checks_its_arguments(string command, string reply) => GroupKv.Play($"""
        SET k v
        XADD s 1 f v
        XGROUP CREATE s g 0
        {command} => {reply}
        """);

    [Fact]
    public void XGROUP_DELCONSUMER_takes_away_what_is_pending() => GroupKv.Play("""
        XADD s 1 f v
        XADD s 2 f v
        XGROUP CREATE s g 0
        XGROUP CREATECONSUMER s g a => (integer) 1
        XGROUP CREATECONSUMER s g a => (integer) 0
        XREADGROUP GROUP g a COUNT 1 STREAMS s >
        XREADGROUP GROUP g b COUNT 1 STREAMS s >
        XGROUP DELCONSUMER s g a => (integer) 1
        XPENDING s g => [(integer) 1, 2-0, 2-0, [[b, 1]]]
        XACK s g 1 => (integer) 0
        """);

    [Fact]
    public void XGROUP_DESTROY_takes_a_group_away()
    {
        using Kv kv = new();
        kv.Play("""
            XADD s 1 f v
            XGROUP CREATE s g 0
            XREADGROUP GROUP g a STREAMS s >
            XGROUP DESTROY s g => (integer) 1
            XINFO GROUPS s => []
            """);
        kv.Run("XGROUP CREATE s g 0");
        foreach (Core.Keyspaces.KeyShardState shard in kv.Shards) shard.WaitedKeys = 1;
        kv.Run("XGROUP DESTROY s g").Replies("(integer) 1");
        kv.ReportedReady("s");
    }

    [Theory]
    [InlineData("XGROUP", 17)]
    [InlineData("XINFO", 9)]
    public void HELP_lists_the_subcommands(string container, int lines)
    {
        using Kv kv = new();
        Assert.StartsWith($"*{lines}\r\n+{container} <subcommand>", kv.Run($"{container} HELP").Wire, StringComparison.Ordinal);
    }
}
