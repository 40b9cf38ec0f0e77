using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Tests.Commands.Connection;

public sealed class ConnectionSpec
{
    [Fact]
    public async Task SELECT_chooses_the_database_of_this_connection_alone()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        LocalSession first = kv.NewSession(), second = kv.NewSession();
        Assert.Equal("OK", await first.Run("SELECT 5"));
        await first.Run("SET k five");
        Assert.Equal("(nil)", await second.Run("GET k"));
        await second.Run("SELECT 5");
        Assert.Equal("five", await second.Run("GET k"));
    }

    [Theory]
    [InlineData("SELECT abc", "ERR value is not an integer or out of range")]
    [InlineData("SELECT 99999999999999999999", "ERR value is not an integer or out of range")]
    [InlineData("SELECT 99999999999", "ERR value is out of range, value must between -2147483648 and 2147483647")]
    [InlineData("SELECT 16", "ERR DB index is out of range")]
    [InlineData("SELECT -1", "ERR DB index is out of range")]
    public async Task SELECT_refuses_what_is_no_database(string command, string error)
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal("(error) " + error, await kv.Run(command));
    }

    [Fact]
    public async Task ECHO_answers_the_message()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal("hi there", await kv.Run("ECHO 'hi there'"));
        Assert.Equal("(error) ERR wrong number of arguments for 'echo' command", await kv.Run("ECHO"));
    }

    [Fact]
    public async Task QUIT_answers_OK_and_closes()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        LocalSession session = kv.NewSession();
        Assert.Equal("OK", await session.Run("QUIT"));
        Assert.True(session.IsClosed);
        Assert.True(session.Session.IsClosing);
    }

    [Fact]
    public async Task RESET_makes_the_connection_as_good_as_new()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        LocalSession session = kv.NewSession();
        await session.Run("HELLO 3 SETNAME me");
        await session.Run("SELECT 3");
        await session.Run("CLIENT NO-EVICT ON");
        await session.Run("CLIENT NO-TOUCH ON");
        await session.Run("CLIENT SETINFO LIB-NAME lib");
        Assert.Equal("RESET", await session.Run("RESET"));
        string line = await session.Run("CLIENT INFO");
        Assert.Contains(" name= ", line, StringComparison.Ordinal);
        Assert.Contains(" flags=N db=0 ", line, StringComparison.Ordinal);
        Assert.Contains(" resp=2 lib-name=lib ", line, StringComparison.Ordinal);
    }
}
