using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Tests.Commands.Connection;

public sealed class ClientKillSpec
{
    [Fact]
    public async Task CLIENT_KILL_ID_closes_that_connection()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        LocalSession one = kv.NewSession(), two = kv.NewSession(), three = kv.NewSession();
        Assert.Equal("(integer) 1", await one.Run($"CLIENT KILL ID {two.Session.Id}"));
        Assert.True(two.IsClosed);
        Assert.False(three.IsClosed);
        Assert.Equal("(integer) 0", await one.Run("CLIENT KILL ID 99999"));
    }

    [Fact]
    public async Task CLIENT_KILL_spares_the_one_that_asks_unless_SKIPME_no()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        LocalSession one = kv.NewSession(), two = kv.NewSession();
        Assert.Equal("(integer) 1", await one.Run("CLIENT KILL TYPE normal USER default"));
        Assert.True(two.IsClosed);
        Assert.False(one.IsClosed);
        Assert.Equal("(integer) 2", await one.Run("CLIENT KILL USER default SKIPME no"));
        Assert.True(one.IsClosed);
        Assert.True(one.Session.IsClosing);
    }

    [Fact]
    public async Task CLIENT_KILL_takes_only_those_that_fit_every_filter()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        LocalSession old = kv.NewSession();
        kv.Time.Advance(TimeSpan.FromSeconds(100));
        LocalSession young = kv.NewSession(), asking = kv.NewSession();
        Assert.Equal("(integer) 0", await asking.Run($"CLIENT KILL ID {young.Session.Id} MAXAGE 100"));
        Assert.Equal("(integer) 0", await asking.Run("CLIENT KILL ADDR local LADDR elsewhere"));
        Assert.Equal("(integer) 0", await asking.Run("CLIENT KILL TYPE pubsub ADDR local"));
        Assert.Equal("(integer) 1", await asking.Run("CLIENT KILL ADDR local LADDR local MAXAGE 100"));
        Assert.True(old.IsClosed);
        Assert.False(young.IsClosed);
    }

    [Fact]
    public async Task CLIENT_KILL_by_address_alone_answers_OK_also_to_itself()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        LocalSession one = kv.NewSession();
        Assert.Equal("(error) ERR No such client", await one.Run("CLIENT KILL 127.0.0.1:1"));
        Assert.Equal("OK", await one.Run("CLIENT KILL local"));
        Assert.True(one.IsClosed);
    }

    [Theory]
    [InlineData("CLIENT KILL ID x", "ERR client-id should be greater than 0")]
    [InlineData("CLIENT KILL ID 0", "ERR client-id should be greater than 0")]
    [InlineData("CLIENT KILL TYPE x", "ERR Unknown client type 'x'")]
    [InlineData("CLIENT KILL USER x", "ERR No such user 'x'")]
    [InlineData("CLIENT KILL USER default SKIPME maybe", "ERR syntax error")]
    [InlineData("CLIENT KILL FOO x", "ERR syntax error")]
    [InlineData("CLIENT KILL ID 1 FOO", "ERR syntax error")]
    [InlineData("CLIENT KILL MAXAGE x", "ERR maxage is not an integer or out of range")]
    [InlineData("CLIENT KILL MAXAGE 0", "ERR maxage should be greater than 0")]
    [InlineData("CLIENT KILL", "ERR wrong number of arguments for 'client|kill' command")]
    public async Task CLIENT_KILL_with_a_wrong_filter_closes_nobody(string command, string error)
    {
        await using TestStore kv = await TestStore.OpenAsync();
        LocalSession other = kv.NewSession();
        Assert.Equal("(error) " + error, await kv.NewSession().Run(command));
        Assert.False(other.IsClosed);
    }
}
