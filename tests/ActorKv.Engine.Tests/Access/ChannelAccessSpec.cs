using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Tests.Access;

public sealed class ChannelAccessSpec
{
    private const string NoChannel = "(error) NOPERM this user has no permissions to access one of the channels used as arguments";

    [Theory]
    [InlineData("PUBLISH news.a x", true)]
    [InlineData("PUBLISH other x", false)]
    [InlineData("PUBLISH news.a other", true)]
    [InlineData("SPUBLISH other x", false)]
    [InlineData("SUBSCRIBE news.a", true)]
    [InlineData("SUBSCRIBE news.a other", false)]
    [InlineData("SSUBSCRIBE other", false)]
    [InlineData("PSUBSCRIBE news.*", true)]
    [InlineData("PSUBSCRIBE news.a*", false)]
    [InlineData("PSUBSCRIBE other", false)]
    [InlineData("UNSUBSCRIBE other", true)]
    [InlineData("PUNSUBSCRIBE other", true)]
    [InlineData("SUNSUBSCRIBE other", true)]
    public async Task A_channel_must_fit_a_pattern_and_a_pattern_must_be_one(string command, bool allowed)
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("ACL SETUSER bob on nopass +@all ~* &news.*");
        LocalSession bob = kv.NewSession();
        await bob.Run("AUTH bob x");
        Assert.Equal(allowed, await bob.Run(command) != NoChannel);
    }

    [Fact]
    public async Task Every_command_that_publishes_or_subscribes_says_which_arguments_are_channels()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        IEnumerable<Command> open = kv.Store.Access.Catalog.Commands.Where(command => command.Spec.Has(CommandFlags.PubSub) && command.Spec.Channels == ChannelUse.None);
        Assert.Equal(["pubsub|channels", "pubsub|numpat", "pubsub|numsub", "pubsub|shardchannels", "pubsub|shardnumsub", "punsubscribe", "sunsubscribe", "unsubscribe"],
            open.Select(command => command.Spec.FullName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("SUBSCRIBE d1", "&d*", false)]
    [InlineData("SUBSCRIBE d1", "(&d1)", false)]
    [InlineData("SUBSCRIBE d1", "&d2", true)]
    [InlineData("SUBSCRIBE d1", "off", true)]
    [InlineData("SSUBSCRIBE d1", "&d2", true)]
    [InlineData("PSUBSCRIBE d*", "&*", false)]
    [InlineData("PSUBSCRIBE d*", "&d* &e", false)]
    [InlineData("PSUBSCRIBE d*", "&d1", true)]
    [InlineData("PING", "&d2", false)]
    public async Task Who_loses_a_channel_loses_the_connections_that_listen_to_it(string listens, string rules, bool closed)
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("ACL SETUSER bob on nopass +@all &d*");
        LocalSession bob = kv.NewSession();
        await bob.Run("AUTH bob x");
        await bob.Run(listens);
        await kv.Run("ACL SETUSER bob resetchannels " + rules);
        Assert.Equal(closed, bob.IsClosed);
    }

    [Fact]
    public async Task Who_takes_a_channel_from_oneself_is_answered()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("ACL SETUSER bob on nopass +@all &d*");
        LocalSession bob = kv.NewSession();
        await bob.Run("HELLO 3 AUTH bob x");
        await bob.Run("SUBSCRIBE d1");
        Assert.Equal("OK", await bob.Run("ACL SETUSER bob resetchannels"));
        Assert.True(bob.Session.IsClosing);
    }
}
