// What MONITOR shows of what others do.

using System.Text.RegularExpressions;
using ActorKv.Engine.Tests.PubSub;

namespace ActorKv.Engine.Tests.Commands.Server;

public sealed partial class MonitorSpec
{
    [Fact]
    public async Task Commands_are_shown_with_time_database_sender_and_quoted_arguments()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Listener monitor = new(kv);
        Assert.Equal("OK", await monitor.Run("MONITOR"));
        await kv.Run("SET k \"a\\\"\\\\\\n\\x01\\xff\"");
        Assert.Equal("""1700000000.000000 [0 local] "SET" "k" "a\"\\\n\x01\xff" """.TrimEnd(), await monitor.Next());
        await kv.Run("SELECT 3");
        Assert.Equal("""[3 local] "SELECT" "3" """.TrimEnd(), Time().Replace(await monitor.Next(), ""));
    }

    [Fact]
    public async Task A_transaction_is_shown_when_it_runs_and_EXEC_behind_its_commands()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Listener monitor = new(kv);
        await monitor.Run("MONITOR");
        foreach (string line in (string[])["MULTI", "SET k v", "GET k", "EXEC"]) await kv.Run(line);
        Assert.Equal(["MULTI", "SET", "GET", "EXEC"], [await NextName(monitor), await NextName(monitor), await NextName(monitor), await NextName(monitor)]);
    }

    [Fact]
    public async Task Passwords_administration_and_what_is_refused_are_not_shown()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Listener monitor = new(kv);
        await monitor.Run("MONITOR");
        foreach (string line in (string[])["AUTH secret", "HELLO 3 AUTH default secret", "CONFIG GET maxmemory", "GET", "NOSUCH", "GET k"]) await kv.Run(line);
        Assert.Equal("""[0 local] "AUTH" "(redacted)" """.TrimEnd(), Time().Replace(await monitor.Next(), ""));
        Assert.Equal("""[0 local] "HELLO" "3" "AUTH" "(redacted)" "(redacted)" """.TrimEnd(), Time().Replace(await monitor.Next(), ""));
        Assert.Equal("GET", await NextName(monitor));
    }

    [Fact]
    public async Task A_monitor_may_not_touch_keys_and_RESET_ends_it()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Listener monitor = new(kv);
        await monitor.Run("MONITOR");
        Assert.Equal("(error) ERR Replica can't interact with the keyspace", await monitor.Run("GET k"));
        Assert.Contains(" flags=O ", await kv.Run("CLIENT LIST"), StringComparison.Ordinal);
        Assert.Equal("PONG", await monitor.Run("PING"));
        Assert.Equal("RESET", await monitor.Run("RESET"));
        Assert.False(kv.Store.Monitor.IsOn);
        Assert.Equal("(nil)", await monitor.Run("GET k"));
    }

    [Fact]
    public async Task MONITOR_in_a_transaction_is_refused_and_the_end_of_a_session_ends_it()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("MULTI");
        await kv.Run("MONITOR");
        Assert.Equal("[(error) ERR MONITOR isn't allowed for DENY BLOCKING client]", await kv.Run("EXEC"));
        Listener monitor = new(kv);
        await monitor.Run("MONITOR");
        Assert.True(kv.Store.Monitor.IsOn);
        monitor.Session.Session.OnDisconnected();
        Assert.False(kv.Store.Monitor.IsOn);
    }

    private static async Task<string> NextName(Listener monitor) => (await monitor.Next()).Split('"')[1];

    [GeneratedRegex(@"^\d+\.\d{6} ")]
    private static partial Regex Time();
}
