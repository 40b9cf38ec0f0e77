// SLOWLOG: what is kept of a slow call. slowlog-log-slower-than 0 makes every call a slow one, whatever the clock says.

using System.Text.RegularExpressions;
using ActorKv.Engine.KeyShards;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Tests.Commands.Slowlog;

public sealed partial class SlowlogSpec
{
    [Fact]
    public async Task SLOWLOG_GET_tells_number_time_duration_arguments_and_client()
    {
        await using TestStore kv = await OpenAsync();
        await kv.Run("CLIENT SETNAME me");
        await kv.Run("SET k v");
        await kv.Run("CONFIG SET slowlog-log-slower-than -1");
        string entries = await kv.Run("SLOWLOG GET");
        long now = kv.Store.NowMilliseconds / 1000;
        Assert.Equal($"[[(integer) 1, (integer) {now}, (integer) N, [SET, k, v], local, me], [(integer) 0, (integer) {now}, (integer) N, [CLIENT, SETNAME, me], local, me]]",
            Duration().Replace(entries, "$1N, ["));
    }

    [Fact]
    public async Task SLOWLOG_GET_gives_ten_entries_or_as_many_as_asked_for()
    {
        await using TestStore kv = await OpenAsync();
        for (int i = 0; i < 12; i++) await kv.Run("PING");
        await kv.Run("CONFIG SET slowlog-log-slower-than -1");
        Assert.Equal(10, await Entries(kv, "SLOWLOG GET"));
        Assert.Equal(3, await Entries(kv, "SLOWLOG GET 3"));
        Assert.Equal(0, await Entries(kv, "SLOWLOG GET 0"));
        Assert.Equal(12, await Entries(kv, "SLOWLOG GET -1"));
        Assert.Equal("(error) ERR count should be greater than or equal to -1", await kv.Run("SLOWLOG GET -2"));
        Assert.Equal("(error) ERR unknown subcommand or wrong number of arguments for 'get'. Try SLOWLOG HELP.", await kv.Run("SLOWLOG get 1 2"));
    }

    [Fact]
    public async Task SLOWLOG_RESET_empties_the_log_and_numbers_go_on()
    {
        await using TestStore kv = await OpenAsync();
        await kv.Run("PING");
        Assert.Equal("(integer) 1", await kv.Run("SLOWLOG LEN"));
        await kv.Run("CONFIG SET slowlog-log-slower-than -1");
        Assert.Equal("OK", await kv.Run("SLOWLOG RESET"));
        Assert.Equal("(integer) 0", await kv.Run("SLOWLOG LEN"));
        await kv.Run("CONFIG SET slowlog-log-slower-than 0");
        await kv.Run("ECHO later");
        Assert.Contains("[[(integer) 3,", await kv.Run("SLOWLOG GET 1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_is_never_longer_than_slowlog_max_len()
    {
        await using TestStore kv = await OpenAsync();
        for (int i = 0; i < 20; i++) await kv.Run("PING");
        await kv.Run("CONFIG SET slowlog-max-len 5");
        Assert.Equal("(integer) 5", await kv.Run("SLOWLOG LEN"));
        await kv.Run("CONFIG SET slowlog-max-len 0");
        Assert.Equal("(integer) 0", await kv.Run("SLOWLOG LEN"));
    }

    [Fact]
    public async Task Long_requests_are_kept_in_part()
    {
        await using TestStore kv = await OpenAsync();
        await kv.Run("RPUSH l " + string.Join(' ', Enumerable.Range(0, 40)));
        await kv.Run("ECHO " + new string('x', 130));
        string entries = await kv.Run("SLOWLOG GET 2");
        Assert.Contains($"[ECHO, {new string('x', 128)}... (2 more bytes)]", entries, StringComparison.Ordinal);
        Assert.Contains("27, 28, ... (11 more arguments)]", entries, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Passwords_are_not_kept()
    {
        await using TestStore kv = await OpenAsync();
        await kv.Run("AUTH default secret");
        await kv.Run("HELLO 2 AUTH default secret SETNAME n");
        await kv.Run("CONFIG SET requirepass secret hz 10");
        string entries = await kv.Run("SLOWLOG GET");
        Assert.DoesNotContain("secret", entries, StringComparison.Ordinal);
        Assert.Contains("[AUTH, (redacted), (redacted)]", entries, StringComparison.Ordinal);
        Assert.Contains("[HELLO, 2, AUTH, (redacted), (redacted), SETNAME, n]", entries, StringComparison.Ordinal);
        Assert.Contains("[CONFIG, SET, requirepass, (redacted), hz, 10]", entries, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_works_beside_its_session_is_timed_to_its_end()
    {
        await using TestStore kv = await OpenAsync();
        await kv.Run("SAVE");
        Assert.Contains("[SAVE]", await kv.Run("SLOWLOG GET 1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_turn_that_had_to_wait_for_its_key_shard_is_timed_too()
    {
        await using TestStore kv = await OpenAsync();
        using LocalSession other = kv.NewSession();
        KeyShard[] held = await kv.Store.EnterAllAsync();
        Task<string> set = other.Run("SET k v");
        Store.Exit(held);
        Assert.Equal("OK", await set);
        Assert.Contains("[SET, k, v]", await kv.Run("SLOWLOG GET 1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SLOWLOG_HELP_lists_the_subcommands()
    {
        await using TestStore kv = await OpenAsync();
        string help = await kv.Run("SLOWLOG HELP");
        Assert.All(new[] { "GET", "LEN", "RESET", "HELP" }, name => Assert.Contains(name, help, StringComparison.Ordinal));
    }

    private static Task<TestStore> OpenAsync() => TestStore.OpenAsync(options => options.SlowLogSlowerThan = 0);

    private static async Task<int> Entries(TestStore kv, string command) => (await kv.Run(command)).Split("local").Length - 1;

    [GeneratedRegex(@"(\(integer\) \d+, \(integer\) \d+, \(integer\) )\d+, \[")]
    private static partial Regex Duration();
}
