// Messages survive the way to another node, and bytes that are no message are told from one.

using System.Runtime.Serialization;
using ActorKv.Akka.KeyShards;
using ActorKv.Akka.PubSub;
using Akka.Actor;

namespace ActorKv.Akka.Tests.KeyShards;

public sealed class KvMessageSerializerSpec : IAsyncLifetime
{
    private readonly ActorSystem _system = ActorSystem.Create("messages");
    private KvMessageSerializer _serializer = null!;

    public Task InitializeAsync()
    {
        _serializer = new KvMessageSerializer((ExtendedActorSystem)_system);
        return Task.CompletedTask;
    }

    public Task DisposeAsync() => _system.Terminate();

    [Theory]
    [InlineData(false, SessionUse.Any)]
    [InlineData(true, SessionUse.Kept)]
    [InlineData(false, SessionUse.GoesOn)]
    internal void Requests_survive(bool noTouch, SessionUse use)
    {
        ShardRequests sent = new(255, long.MaxValue, new SessionFacts("node-1/äöü", 15, 3, "alice", noTouch), "*1\r\n$4\r\nPING\r\n"u8.ToArray(), 1, use);
        ShardRequests got = Travel(sent);
        Assert.Equal(sent with { Commands = got.Commands }, got);
        Assert.Equal(sent.Commands.ToArray(), got.Commands.ToArray());
    }

    [Fact]
    public void Replies_survive_with_their_lengths()
    {
        ShardReplies got = Travel(new ShardReplies(300, "+OK\r\n$-1\r\n"u8.ToArray(), [5, 5]));
        Assert.Equal((300, 2, "+OK\r\n$-1\r\n"), (got.Id, got.Count, System.Text.Encoding.ASCII.GetString(got.Replies.Span)));
        Assert.Equal([5, 5], got.Lengths);
    }

    [Fact]
    public void The_small_messages_survive()
    {
        Assert.Equal(new NotDelivered(1), Travel(new NotDelivered(1)));
        Assert.Equal(new OutcomeUnknown(-1, 12), Travel(new OutcomeUnknown(-1, 12)));
        Assert.Equal(new SessionOver("a/1"), Travel(new SessionOver("a/1")));
        Assert.Equal(new EndWait("a/1", 300), Travel(new EndWait("a/1", 300)));
    }

    [Fact]
    public void A_published_message_survives()
    {
        Published got = Travel(new Published("node-1", "news"u8.ToArray(), [0, 255], ToShard: true));
        Assert.Equal(("node-1", "news", true), (got.From, System.Text.Encoding.ASCII.GetString(got.Channel), got.ToShard));
        Assert.Equal([0, 255], got.Message);
    }

    [Fact]
    public void Bytes_that_end_early_are_refused_wherever_they_end()
    {
        byte[] whole = _serializer.ToBinary(new ShardReplies(1000, "+OK\r\n"u8.ToArray(), [300]));
        for (int length = 0; length < 5; length++)
            Assert.Throws<SerializationException>(() => _serializer.FromBinary(whole[..length], "RP1"));
    }

    [Fact]
    public void An_unknown_message_says_that_a_newer_version_sent_it() =>
        Assert.Contains("newer version", Assert.Throws<SerializationException>(() => _serializer.FromBinary([], "RQ9")).Message, StringComparison.Ordinal);

    private T Travel<T>(T message) where T : notnull => Assert.IsType<T>(_serializer.FromBinary(_serializer.ToBinary(message), _serializer.Manifest(message)));
}
