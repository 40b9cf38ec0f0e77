// Subscriptions and messages, as sessions see them.

using ActorKv.Engine.PubSub;
using ActorKv.Engine.Sessions;
using ActorKv.Engine.Tests.PubSub;
using ActorKv.Protocol;

namespace ActorKv.Engine.Tests.Commands.PubSub;

public sealed class SubscribeSpec
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_message_reaches_who_has_subscribed_to_its_channel_or_to_a_pattern(int version)
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Listener one = new(kv), other = new(kv);
        await one.Run($"HELLO {version}");
        Assert.Equal("[subscribe, news, (integer) 1]", await one.Run("SUBSCRIBE news sports"));
        Assert.Equal("[subscribe, sports, (integer) 2]", await one.Next());
        Assert.Equal("[psubscribe, n*s, (integer) 1]", await other.Run("PSUBSCRIBE n*s"));
        Assert.Equal("(integer) 1", await kv.Run("PUBSUB NUMPAT"));
        Assert.Equal("[news]", await kv.Run("PUBSUB CHANNELS n*"));
        Assert.StartsWith("[PUBSUB <subcommand>", await kv.Run("PUBSUB HELP"), StringComparison.Ordinal);
        Assert.Equal("(integer) 2", await kv.Run("PUBLISH news hello"));
        Assert.Equal("(integer) 0", await kv.Run("PUBLISH weather rain"));
        Assert.Equal("(integer) 1", await kv.Run("PUBLISH sports 3:1"));
        Assert.Equal("[message, news, hello]", await one.Next());
        Assert.Equal("[message, sports, 3:1]", await one.Next());
        Assert.Equal("[pmessage, n*s, news, hello]", await other.Next());
        Assert.Equal("[punsubscribe, n*s, (integer) 0]", await other.Run("PUNSUBSCRIBE"));
    }

    [Fact]
    public async Task Messages_are_pushes_in_RESP3_and_arrays_in_RESP2()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Listener two = new(kv), three = new(kv);
        await three.Run("HELLO 3");
        await two.Run("SUBSCRIBE ch");
        await three.Run("SUBSCRIBE ch");
        string large = new('x', 100_000);
        await kv.Run($"PUBLISH ch {large}");
        Reply asArray = await two.Take(), asPush = await three.Take();
        Assert.Equal((ReplyKind.Array, ReplyKind.Push), (asArray.Kind, asPush.Kind));
        Assert.Equal((large, large), (asArray.Items[2].Text, asPush.Items[2].Text));
    }

    [Fact]
    public async Task A_channel_subscribed_to_twice_counts_once_and_is_told_of_once()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Listener one = new(kv);
        await one.Run("SUBSCRIBE ch ch");
        Assert.Equal("[subscribe, ch, (integer) 1]", await one.Next());
        Assert.Equal("(integer) 1", await kv.Run("PUBLISH ch 1"));
        Assert.Equal("[ch, (integer) 1]", await kv.Run("PUBSUB NUMSUB ch"));
        Assert.Equal("[unsubscribe, ch, (integer) 0]", await one.Run("UNSUBSCRIBE ch"));
        Assert.Equal("[message, ch, 1]", await one.Next());
        Assert.Equal("[unsubscribe, (nil), (integer) 0]", await one.Run("UNSUBSCRIBE"));
        Assert.Equal("[]", await kv.Run("PUBSUB CHANNELS"));
    }

    [Fact]
    public async Task UNSUBSCRIBE_is_answered_behind_all_messages_that_were_published_before()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        List<string> seen = [];
        LocalSession session = kv.NewSession();
        session.OnPush = push => seen.Add(LocalSessionTesting.Show(push));
        await session.Run("HELLO 3");
        await session.Run("SUBSCRIBE ch");
        for (int i = 0; i < 100; i++) kv.Store.PubSub.Publish("ch"u8, "m"u8);
        await session.Run("UNSUBSCRIBE ch");
        int before = seen.Count;
        kv.Store.PubSub.Publish("ch"u8, "late"u8);
        await session.Run("PING");
        Assert.Equal((100, 100), (before, seen.Count));
    }

    [Fact]
    public async Task A_RESP2_subscriber_may_only_ask_about_subscriptions()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Listener one = new(kv);
        await one.Run("SUBSCRIBE ch");
        Assert.Equal("(error) ERR Can't execute 'client|id': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context", await one.Run("CLIENT ID"));
        Assert.Equal("[pong, ]", await one.Run("PING"));
        Assert.Equal("[pong, x]", await one.Run("PING x"));
        Assert.Equal("RESET", await one.Run("RESET"));
        Assert.Equal("(integer) 0", await kv.Run("PUBLISH ch x"));
        Assert.Equal("PONG", await one.Run("PING"));
    }

    [Fact]
    public async Task A_RESP3_subscriber_may_do_anything_and_gets_its_own_message_behind_the_reply()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Listener one = new(kv);
        await one.Run("HELLO 3");
        await one.Run("SUBSCRIBE ch");
        Assert.Equal("OK", await one.Run("SET k v"));
        Assert.Equal("(integer) 1", await one.Run("PUBLISH ch x"));
        Assert.Equal("[message, ch, x]", await one.Next());
    }

    [Fact]
    public async Task Shard_channels_are_apart_from_channels_and_patterns()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Listener one = new(kv);
        await one.Run("HELLO 3");
        await one.Run("SUBSCRIBE ch");
        await one.Run("PSUBSCRIBE c*");
        Assert.Equal("[ssubscribe, ch, (integer) 1]", await one.Run("SSUBSCRIBE ch"));
        Assert.Equal("(integer) 1", await kv.Run("SPUBLISH ch s"));
        Assert.Equal("[smessage, ch, s]", await one.Next());
        Assert.Equal("[ch]", await kv.Run("PUBSUB SHARDCHANNELS"));
        Assert.Equal("[]", await kv.Run("PUBSUB SHARDCHANNELS x*"));
        Assert.Equal("[ch, (integer) 1, x, (integer) 0]", await kv.Run("PUBSUB SHARDNUMSUB ch x"));
        Assert.Equal("[sunsubscribe, ch, (integer) 0]", await one.Run("SUNSUBSCRIBE"));
        Assert.Equal("(integer) 0", await kv.Run("SPUBLISH ch s"));
    }

    [Fact]
    public async Task The_end_of_a_session_ends_its_subscriptions()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        LocalSession session = kv.NewSession();
        await session.Run("SUBSCRIBE a b");
        await session.Run("PSUBSCRIBE c*");
        Assert.True(kv.Store.PubSub.IsHeard);
        session.Session.OnDisconnected();
        Assert.False(kv.Store.PubSub.IsHeard);
        Assert.Equal("(integer) 0", await kv.Run("PUBSUB NUMPAT"));
        kv.Store.PubSub.Subscribe(session.Session, ChannelKind.Channel, "late"u8.ToArray());
        Assert.Equal("[]", await kv.Run("PUBSUB CHANNELS"));
    }

    [Fact]
    public async Task A_subscriber_that_is_blocked_hears_messages_at_once()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Listener one = new(kv);
        await one.Run("HELLO 3");
        await one.Run("SUBSCRIBE ch");
        Task<string> popped = one.Run("BLPOP list 0");
        await kv.Run("PUBLISH ch while");
        Assert.Equal("[message, ch, while]", await one.Next());
        await kv.Run("RPUSH list x");
        Assert.Equal("[list, x]", await popped);
    }

    [Fact]
    public async Task CLIENT_LIST_and_INFO_tell_of_subscriptions()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Listener one = new(kv);
        await one.Run("SUBSCRIBE a b");
        await one.Run("PSUBSCRIBE c*");
        await one.Run("SSUBSCRIBE d");
        Assert.Contains(" flags=P db=0 sub=2 psub=1 ssub=1 ", await kv.Run("CLIENT LIST TYPE pubsub"), StringComparison.Ordinal);
        Assert.Contains("pubsub_channels:2\r\npubsub_patterns:1\r\npubsubshard_channels:1\r\n", await kv.Run("INFO stats"), StringComparison.Ordinal);
        Assert.Equal("(integer) 1", await kv.Run("CLIENT KILL TYPE pubsub"));
    }

    [Fact]
    public async Task What_does_not_match_costs_a_publisher_no_allocation_and_nobody_a_message()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Session session = kv.NewSession().Session;
        for (int i = 0; i < 100_000; i++) kv.Store.PubSub.Subscribe(session, ChannelKind.Channel, System.Text.Encoding.ASCII.GetBytes($"channel:{i}"));
        for (int i = 0; i < 10_000; i++) kv.Store.PubSub.Subscribe(session, ChannelKind.Pattern, System.Text.Encoding.ASCII.GetBytes($"user:*:{i}"));
        Assert.Equal(0, kv.Store.PubSub.Publish("user:1:no"u8, "x"u8));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++) kv.Store.PubSub.Publish("user:1:no"u8, "x"u8);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1, kv.Store.PubSub.Publish("user:1:777"u8, "x"u8));
        Assert.Equal(1, kv.Store.PubSub.Publish("channel:777"u8, "x"u8));
    }
}
