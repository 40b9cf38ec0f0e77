using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Tests.Commands.Connection;

public sealed class ClientPauseSpec
{
    [Fact]
    public async Task CLIENT_PAUSE_lets_commands_wait_until_its_time_is_over()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        LocalSession other = kv.NewSession();
        Assert.Equal("OK", await kv.NewSession().Run("CLIENT PAUSE 1000"));
        Task<string> get = other.Run("GET k");
        kv.Time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(get.IsCompleted);
        kv.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("(nil)", await get);
    }

    [Fact]
    public async Task CLIENT_PAUSE_WRITE_lets_reads_pass()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        LocalSession asking = kv.NewSession(), other = kv.NewSession();
        await asking.Run("CLIENT PAUSE 1000 WRITE");
        Assert.Equal("(nil)", await other.Run("GET k"));
        Task<string> set = other.Run("SET k v");
        Assert.False(set.IsCompleted);
        Assert.Contains(" flags=b ", await asking.Run($"CLIENT LIST ID {other.Session.Id}"), StringComparison.Ordinal);
        Assert.Equal("OK", await asking.Run("CLIENT UNPAUSE"));
        Assert.Equal("OK", await set);
        Assert.Equal("v", await asking.Run("GET k"));
    }

    [Fact]
    public async Task CLIENT_UNPAUSE_ends_a_pause_of_everything()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        LocalSession other = kv.NewSession();
        await kv.NewSession().Run("CLIENT PAUSE 1000000 ALL");
        Task<string> ping = other.Run("PING");
        Assert.False(ping.IsCompleted);
        Assert.Equal("OK", await kv.NewSession().Run("CLIENT UNPAUSE"));
        Assert.Equal("PONG", await ping);
    }

    [Theory]
    [InlineData("CLIENT PAUSE x", "ERR timeout is not an integer or out of range")]
    [InlineData("CLIENT PAUSE 0.5", "ERR timeout is not an integer or out of range")]
    [InlineData("CLIENT PAUSE -1", "ERR timeout is negative")]
    [InlineData("CLIENT PAUSE 9223372036854775807", "ERR timeout is out of range")]
    [InlineData("CLIENT PAUSE x FOO", "ERR CLIENT PAUSE mode must be WRITE or ALL")]
    [InlineData("CLIENT PAUSE 1 ALL x", "ERR unknown subcommand or wrong number of arguments for 'PAUSE'. Try CLIENT HELP.")]
    [InlineData("CLIENT UNBLOCK x", "ERR value is not an integer or out of range")]
    [InlineData("CLIENT UNBLOCK x FOO", "ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR")]
    [InlineData("CLIENT UNBLOCK 1 TIMEOUT x", "ERR unknown subcommand or wrong number of arguments for 'UNBLOCK'. Try CLIENT HELP.")]
    [InlineData("CLIENT REPLY FOO", "ERR syntax error")]
    [InlineData("CLIENT NO-EVICT x", "ERR syntax error")]
    [InlineData("CLIENT NO-TOUCH x", "ERR syntax error")]
    public async Task CLIENT_refuses_wrong_arguments(string command, string error)
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal("(error) " + error, await kv.Run(command));
    }

    [Fact]
    public async Task CLIENT_UNBLOCK_ends_a_blocking_command()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        LocalSession waiting = kv.NewSession(), asking = kv.NewSession();
        Task<string> pop = waiting.Run("BLPOP k 0");
        Assert.Equal("(integer) 1", await asking.Run($"CLIENT UNBLOCK {waiting.Session.Id}"));
        Assert.Equal("(nil)", await pop);
        pop = waiting.Run("BLPOP k 0");
        Assert.Equal("(integer) 1", await asking.Run($"CLIENT UNBLOCK {waiting.Session.Id} ERROR"));
        Assert.Equal("(error) UNBLOCKED client unblocked via CLIENT UNBLOCK", await pop);
        Assert.Equal("(integer) 0", await asking.Run($"CLIENT UNBLOCK {waiting.Session.Id} TIMEOUT"));
        Assert.Equal("(integer) 0", await asking.Run("CLIENT UNBLOCK 99999"));
    }

    [Fact]
    public async Task CLIENT_REPLY_OFF_answers_nothing_until_ON()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        LocalSession session = kv.NewSession();
        Assert.Null(await RunSilently(session, "CLIENT REPLY OFF"));
        Assert.Null(await RunSilently(session, "SET k v"));
        Assert.Null(await RunSilently(session, "NOSUCH"));
        Assert.Null(await RunSilently(session, "CLIENT REPLY SKIP"));
        Assert.Null(await RunSilently(session, "PING"));
        Assert.Null(await RunSilently(session, "PING"));
        Assert.Equal("OK", await RunSilently(session, "CLIENT REPLY ON"));
        Assert.Equal("v", await RunSilently(session, "GET k"));
    }

    [Fact]
    public async Task CLIENT_REPLY_SKIP_leaves_out_the_next_reply_alone()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        LocalSession session = kv.NewSession();
        Assert.Null(await RunSilently(session, "CLIENT REPLY SKIP"));
        Assert.Null(await RunSilently(session, "SET k v"));
        Assert.Equal("v", await RunSilently(session, "GET k"));
    }

    // The in-process session, which is made for replies, says by an exception that there was none.
    private static async Task<string?> RunSilently(LocalSession session, string command)
    {
        try
        {
            return await session.Run(command);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
