namespace ActorKv.Core.Tests.Commands.Sets;

public sealed class SScanSpec
{
    [Fact]
    public void SSCAN_of_a_small_set_returns_it_whole()
    {
        using Kv kv = new();
        for (int i = 0; i < 100; i++) kv.Run($"SADD s {i}");
        Assert.StartsWith("[0, [0, 1, 2, 3,", kv.Run("SSCAN s 0 COUNT 1").Text, StringComparison.Ordinal);
        kv.Run("SSCAN s 0 MATCH 1?").Replies("[0, [10, 11, 12, 13, 14, 15, 16, 17, 18, 19]]");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(5000)]
    public void SSCAN_returns_every_member_of_a_large_set(int count)
    {
        using Kv kv = new();
        for (int i = 0; i < 1000; i++) kv.Run($"SADD s member{i}");
        HashSet<string> seen = [];
        string cursor = "0";
        do
        {
            string[] parts = kv.Run($"SSCAN s {cursor} COUNT {count}").Text.Split(", ", 2);
            cursor = parts[0].TrimStart('[');
            seen.UnionWith(parts[1].Trim('[', ']').Split(", ", StringSplitOptions.RemoveEmptyEntries));
        }
        while (cursor != "0");
        Assert.Equal(1000, seen.Count);
    }

    [Theory]
    [InlineData("SSCAN missing 0", "[0, []]")]
    [InlineData("SSCAN missing 0 COUNT abc", "[0, []]")]
    [InlineData("SSCAN missing abc", "(error) ERR invalid cursor")]
    [InlineData("SSCAN string abc", "(error) ERR invalid cursor")]
    [InlineData("SSCAN string 0 NONSENSE", "(error) WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("SSCAN s 0 COUNT 0", "(error) ERR syntax error")]
    [InlineData("SSCAN s 0 COUNT a", "(error) ERR value is not an integer or out of range")]
    [InlineData("SSCAN s 0 TYPE set", "(error) ERR syntax error")]
    public void SSCAN_looks_at_the_cursor_then_the_key_then_the_options(string command, string reply)
    {
        using Kv kv = new();
        kv.Run("SET string x");
        kv.Run("SADD s a");
        kv.Run(command).Replies(reply);
    }
}
