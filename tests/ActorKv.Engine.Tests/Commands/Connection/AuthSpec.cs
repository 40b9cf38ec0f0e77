using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Tests.Commands.Connection;

public sealed class AuthSpec
{
    private const string WrongPass = "(error) WRONGPASS invalid username-password pair or user is disabled.";
    private const string NoAuth = "(error) NOAUTH Authentication required.";

    [Fact]
    public async Task AUTH_with_the_password_lets_the_connection_in()
    {
        await using TestStore kv = await TestStore.OpenAsync(options => options.RequirePass = "secret");
        LocalSession session = kv.NewSession();
        Assert.Equal(NoAuth, await session.Run("GET k"));
        Assert.Equal(WrongPass, await session.Run("AUTH secre"));
        Assert.Equal(WrongPass, await session.Run("AUTH secrets"));
        Assert.Equal(WrongPass, await session.Run("AUTH other secret"));
        Assert.Equal(NoAuth, await session.Run("GET k"));
        Assert.Equal("OK", await session.Run("AUTH secret"));
        Assert.Equal("(nil)", await session.Run("GET k"));
    }

    [Fact]
    public async Task AUTH_takes_the_default_user_by_name()
    {
        await using TestStore kv = await TestStore.OpenAsync(options => options.RequirePass = "secret");
        Assert.Equal("OK", await kv.Run("AUTH default secret"));
        Assert.Equal("(nil)", await kv.Run("GET k"));
    }

    [Fact]
    public async Task AUTH_without_a_password_configured_is_taken_for_a_mistake()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal("(error) ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?", await kv.Run("AUTH x"));
        Assert.Equal("OK", await kv.Run("AUTH default x"));
        Assert.Equal(WrongPass, await kv.Run("AUTH other x"));
        Assert.Equal("(error) ERR syntax error", await kv.Run("AUTH a b c"));
    }

    [Theory]
    [InlineData("PING")]
    [InlineData("ECHO x")]
    [InlineData("SELECT 1")]
    [InlineData("CLIENT ID")]
    [InlineData("COMMAND COUNT")]
    public async Task Without_AUTH_commands_are_refused(string command)
    {
        await using TestStore kv = await TestStore.OpenAsync(options => options.RequirePass = "secret");
        Assert.Equal(NoAuth, await kv.Run(command));
    }

    [Fact]
    public async Task A_password_set_later_leaves_those_who_are_here_alone()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        LocalSession here = kv.NewSession();
        await kv.Run("CONFIG SET requirepass secret");
        Assert.Equal("(nil)", await here.Run("GET k"));
        LocalSession late = kv.NewSession();
        Assert.Equal(NoAuth, await late.Run("GET k"));
        await kv.Run("CONFIG SET requirepass ''");
        Assert.Equal("(nil)", await late.Run("GET k"));
    }

    [Fact]
    public async Task RESET_asks_for_the_password_again()
    {
        await using TestStore kv = await TestStore.OpenAsync(options => options.RequirePass = "secret");
        await kv.Run("AUTH secret");
        Assert.Equal("RESET", await kv.Run("RESET"));
        Assert.Equal(NoAuth, await kv.Run("GET k"));
    }
}
