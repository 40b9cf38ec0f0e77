// Messages on sockets: their place among replies, bursts, and subscribers that do not read.

using System.Globalization;
using System.Text;
using ActorKv.Engine.Configuration;
using ActorKv.Tcp.Tests.Harness;

namespace ActorKv.Tcp.Tests;

public sealed class PushesSpec
{
    public static TheoryData<PollerKind> Pollers => TcpTestServer.Pollers;

    [Theory, MemberData(nameof(Pollers))]
    public async Task Every_subscriber_gets_every_message_of_all_publishers_in_one_order(PollerKind poller)
    {
        const int Subscribers = 20, Messages = 300;
        await using TcpTestServer kv = await TcpTestServer.OpenAsync(poller, loops: 3);
        TcpTestClient[] subscribers = [.. Enumerable.Range(0, Subscribers).Select(_ => kv.Connect())];
        foreach (TcpTestClient subscriber in subscribers) subscriber.Asks("SUBSCRIBE ch\r\n", "*3\r\n$9\r\nsubscribe\r\n$2\r\nch\r\n:1\r\n");
        using TcpTestClient one = kv.Connect(), two = kv.Connect();
        string Burst(char who) => string.Concat(Enumerable.Range(0, Messages).Select(i => $"PUBLISH ch {who}{i:D3}\r\n"));
        one.Send(Burst('a'));
        two.Send(Burst('b'));
        string replies = string.Concat(Enumerable.Repeat($":{Subscribers}\r\n", Messages));
        one.Receives(replies);
        two.Receives(replies);
        string heard = Heard(subscribers[0], 2 * Messages);
        Assert.Equal(Messages, heard.Split(' ').Count(message => message[0] == 'a'));
        Assert.Equal(heard.Split(' ').Where(message => message[0] == 'b'), Enumerable.Range(0, Messages).Select(i => $"b{i:D3}"));
        foreach (TcpTestClient subscriber in subscribers[1..]) Assert.Equal(heard, Heard(subscriber, 2 * Messages));
        foreach (TcpTestClient subscriber in subscribers) subscriber.Dispose();
    }

    [Theory, MemberData(nameof(Pollers))]
    public async Task Pushes_stand_behind_replies_that_wait_for_the_journal(PollerKind poller)
    {
        await using TcpTestServer kv = await TcpTestServer.OpenAsync(poller);
        using TcpTestClient subscriber = kv.Connect(), publisher = kv.Connect();
        subscriber.Send("HELLO 3\r\nSUBSCRIBE ch\r\nECHO ready\r\n");
        while (subscriber.ReceiveLine() != "ready") { }
        kv.Journal.Stop();
        subscriber.Send("SET k v\r\n");
        while (kv.Store.Changes == 0) publisher.Asks("PING\r\n", "+PONG\r\n");
        publisher.Asks("PUBLISH ch x\r\n", ":1\r\n");
        publisher.Asks("PING\r\n", "+PONG\r\n");
        subscriber.HasNothing();
        kv.Journal.GoOn();
        subscriber.Receives("+OK\r\n>3\r\n$7\r\nmessage\r\n$2\r\nch\r\n$1\r\nx\r\n");
    }

    [Theory, MemberData(nameof(Pollers))]
    public async Task A_subscriber_that_does_not_read_is_cut_and_nobody_waits_for_it(PollerKind poller)
    {
        await using TcpTestServer kv = await TcpTestServer.OpenAsync(poller, options =>
            options.ClientOutputBufferLimits = options.ClientOutputBufferLimits with { PubSub = new(8 * 1024 * 1024, 0, 0) }, loops: 2);
        using TcpTestClient lazy = kv.Connect(), eager = kv.Connect(), publisher = kv.Connect();
        lazy.Asks("SUBSCRIBE ch\r\n", "*3\r\n$9\r\nsubscribe\r\n$2\r\nch\r\n:1\r\n");
        eager.Asks("SUBSCRIBE ch\r\n", "*3\r\n$9\r\nsubscribe\r\n$2\r\nch\r\n:1\r\n");
        string message = new('m', 100_000);
        int frame = $"*3\r\n$7\r\nmessage\r\n$2\r\nch\r\n$100000\r\n{message}\r\n".Length;
        string reply = ":2\r\n";
        while (reply == ":2\r\n")
        {
            publisher.Send(Publish(message));
            reply = Encoding.ASCII.GetString(publisher.Receive(4));
            eager.Skip(frame);
        }
        Assert.Equal(":1\r\n", reply);
        Assert.ThrowsAny<Exception>(() => lazy.Skip(long.MaxValue));
        publisher.Asks("PUBSUB NUMSUB ch\r\n", "*2\r\n$2\r\nch\r\n:1\r\n");
    }

    [Theory, MemberData(nameof(Pollers))]
    public async Task The_soft_limit_cuts_a_subscriber_that_lags_for_too_long(PollerKind poller)
    {
        await using TcpTestServer kv = await TcpTestServer.OpenAsync(poller, options =>
            options.ClientOutputBufferLimits = options.ClientOutputBufferLimits with { PubSub = new(0, 1024 * 1024, 10) });
        using TcpTestClient lazy = kv.Connect(), publisher = kv.Connect();
        lazy.Asks("SUBSCRIBE ch\r\n", "*3\r\n$9\r\nsubscribe\r\n$2\r\nch\r\n:1\r\n");
        string message = new('m', 100_000);
        while (kv.Store.Sessions.All.First().PendingOutput < 2 * 1024 * 1024) publisher.Asks(Publish(message), ":1\r\n");
        kv.Time.Advance(TimeSpan.FromSeconds(12));
        while (kv.Store.Sessions.Count > 1) publisher.Asks("PING\r\n", "+PONG\r\n");
        Assert.False(kv.Store.PubSub.IsHeard);
    }

    [Theory, MemberData(nameof(Pollers))]
    public async Task Subscribers_are_told_while_CLIENT_REPLY_is_off_and_are_never_silent_too_long(PollerKind poller)
    {
        await using TcpTestServer kv = await TcpTestServer.OpenAsync(poller, options => options.Timeout = 5);
        using TcpTestClient subscriber = kv.Connect(), publisher = kv.Connect();
        subscriber.Send("CLIENT REPLY OFF\r\nGET x\r\nSUBSCRIBE ch\r\n");
        subscriber.Receives("*3\r\n$9\r\nsubscribe\r\n$2\r\nch\r\n:1\r\n");
        kv.Time.Advance(TimeSpan.FromSeconds(20));
        while (kv.Store.Sessions.Count > 1)
        {
            // The publisher, who has no excuse, goes.
        }
        using TcpTestClient next = kv.Connect();
        next.Asks("PUBLISH ch x\r\n", ":1\r\n");
        subscriber.Receives("*3\r\n$7\r\nmessage\r\n$2\r\nch\r\n$1\r\nx\r\n");
    }

    private static string Publish(string message) => $"*3\r\n$7\r\nPUBLISH\r\n$2\r\nch\r\n${message.Length}\r\n{message}\r\n";

    private static string Heard(TcpTestClient subscriber, int messages)
    {
        const string Head = "*3\r\n$7\r\nmessage\r\n$2\r\nch\r\n$4\r\n";
        string all = Encoding.Latin1.GetString(subscriber.Receive(messages * (Head.Length + 6)));
        return string.Join(' ', Enumerable.Range(0, messages).Select(i => all.Substring(i * (Head.Length + 6) + Head.Length, 4).ToString(CultureInfo.InvariantCulture)));
    }
}
