namespace ActorKv.Engine.Tests.Commands.Server;

public sealed class LolwutSpec
{
    [Theory]
    [InlineData("LOLWUT")]
    [InlineData("LOLWUT VERSION 5")]
    [InlineData("LOLWUT VERSION 5 1")]
    [InlineData("LOLWUT something else")]
    public async Task LOLWUT_draws_a_pond_and_ends_with_the_version(string command)
    {
        await using TestStore kv = await TestStore.OpenAsync();
        string[] lines = System.Text.Encoding.UTF8.GetString(System.Text.Encoding.Latin1.GetBytes(await kv.Run(command))).Split('\n');
        Assert.All(lines[..24], line => Assert.Equal(72, line.Length));
        Assert.EndsWith("Redis ver. 7.0.15", lines[^2], StringComparison.Ordinal);
        Assert.Equal("", lines[^1]);
    }

    [Fact]
    public async Task LOLWUT_wants_a_number_for_a_version()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal("(error) ERR value is not an integer or out of range", await kv.Run("LOLWUT VERSION x"));
    }
}
