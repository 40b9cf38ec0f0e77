// Connections as URIs.

namespace ActorKv.Client.Tests.Connections;

public sealed class ActorKvConnectionOptionsSpec
{
    [Theory]
    [InlineData("redis://", "localhost", 6379, null, null, 0)]
    [InlineData("redis://example.org", "example.org", 6379, null, null, 0)]
    [InlineData("redis://example.org:7000/3", "example.org", 7000, null, null, 3)]
    [InlineData("redis://:secret@example.org", "example.org", 6379, null, "secret", 0)]
    [InlineData("redis://ann:se%3Acret%40@127.0.0.1:1/", "127.0.0.1", 1, "ann", "se:cret@", 0)]
    [InlineData("redis://[::1]:7000", "::1", 7000, null, null, 0)]
    public void A_URI_says_where_the_server_is(string uri, string host, int port, string? user, string? password, int database)
    {
        ActorKvConnectionOptions options = ActorKvConnectionOptions.Parse(uri);
        Assert.Equal((host, port, user, password, database), (options.Host, options.Port, options.User, options.Password, options.Database));
        Assert.Null(options.Tls);
        Assert.Null(options.UnixSocket);
    }

    [Fact]
    public void A_URI_may_ask_for_TLS_or_name_a_socket()
    {
        Assert.NotNull(ActorKvConnectionOptions.Parse("rediss://example.org").Tls);
        Assert.Equal("/run/actor kv.sock", ActorKvConnectionOptions.Parse("unix:///run/actor%20kv.sock").UnixSocket);
    }

    [Theory]
    [InlineData("no uri")]
    [InlineData("http://example.org")]
    [InlineData("redis://example.org/first")]
    public void What_is_no_such_URI_is_refused(string uri) => Assert.Throws<FormatException>(() => ActorKvConnectionOptions.Parse(uri));

    [Fact]
    public async Task An_option_out_of_its_range_is_named()
    {
        ArgumentException refused = await Assert.ThrowsAsync<ArgumentException>(
            () => ActorKvConnection.ConnectAsync(new ActorKvConnectionOptions { CommandTimeout = TimeSpan.Zero }));
        Assert.Contains("CommandTimeout", refused.Message, StringComparison.Ordinal);
    }
}
