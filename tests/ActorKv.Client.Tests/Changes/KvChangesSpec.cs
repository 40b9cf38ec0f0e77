// What a stream of changes makes of the pages that a server gives. The server is a list of replies.

using System.Text;

namespace ActorKv.Client.Tests.Changes;

public sealed class KvChangesSpec
{
    private static CancellationToken Never => CancellationToken.None;

    [Fact]
    public async Task A_change_says_what_when_and_where()
    {
        Pages kv = new(Page(7, Change(7, 0, 3, "SET cart:7 book", "cart:7")));
        KvChangePage page = await ((IActorKv)kv).ReadChangesAsync(5, "cart:*", count: 10);
        KvChange change = Assert.Single(page.Changes);
        Assert.Equal(7, page.Next.Number);
        Assert.Equal("SET", change.Name);
        Assert.Equal("SET cart:7 book", change.ToString());
        Assert.Equal(3, change.Database);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_767_225_600_000), change.Time);
        Assert.Equal("cart:7", Encoding.UTF8.GetString(Assert.Single(change.Keys)));
        Assert.Equal(["AKV.CHANGES 5 COUNT 10 MATCH cart:*"], kv.Asked);
    }

    [Fact]
    public async Task A_stream_goes_on_where_the_last_page_ended_also_when_it_was_empty()
    {
        Pages kv = new(Page(4, Change(4, 0, 0, "DEL a", "a")), Page(9), Page(12, Change(11, 0, 0, "DEL b", "b")));
        List<string> told = [];
        await foreach (KvChange change in ((IActorKv)kv).Changes(KvPosition.Oldest, cancellationToken: Never))
        {
            told.Add(change.ToString());
            if (told.Count == 2) break;
        }
        Assert.Equal(["DEL a", "DEL b"], told);
        Assert.Equal(["AKV.CHANGES - COUNT 1000 BLOCK 10000", "AKV.CHANGES 4 COUNT 1000 BLOCK 10000", "AKV.CHANGES 9 COUNT 1000 BLOCK 10000"], kv.Asked);
        Assert.All(kv.Needs, needs => Assert.Equal(KvNeeds.Patience, needs));
    }

    [Fact]
    public async Task Who_stops_inside_a_turn_gets_the_whole_turn_again()
    {
        Pages kv = new(Page(3, Change(2, 0, 0, "SET a 1", "a"), Change(2, 1, 0, "SET b 2", "b"), Change(2, 2, 0, "SET c 3", "c"), Change(3, 0, 0, "DEL a", "a")));
        KvChangePage page = await ((IActorKv)kv).ReadChangesAsync(1);
        Assert.Equal([1L, 1, 2, 3], page.Changes.Select(change => change.ResumeFrom.Number));
    }

    [Fact]
    public async Task What_is_not_kept_any_more_is_an_exception_with_its_code()
    {
        Pages kv = new("-GONE The changes behind position 1 are not kept any more. The oldest position to go on from is 50\r\n");
        KvException gone = await Assert.ThrowsAsync<KvException>(async () => await ((IActorKv)kv).ReadChangesAsync(1));
        Assert.Equal("GONE", gone.Code);
    }

    [Fact]
    public void A_position_is_a_number_or_an_end_of_the_stream()
    {
        Assert.Equal("-", KvPosition.Oldest.ToString());
        Assert.Equal("$", KvPosition.Newest.ToString());
        Assert.Equal("12", new KvPosition(12).ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => new KvPosition(-1));
        Assert.Throws<InvalidOperationException>(() => KvPosition.Newest.Number);
    }

    private static string Page(long next, params string[] changes) => $"*2\r\n:{next}\r\n*{changes.Length}\r\n{string.Concat(changes)}";

    private static string Change(long turn, int index, int database, string command, params string[] keys) =>
        $"*6\r\n:{turn}\r\n:{index}\r\n:1767225600000\r\n:{database}\r\n{Array(command.Split(' '))}{Array(keys)}";

    private static string Array(string[] values) => $"*{values.Length}\r\n{string.Concat(values.Select(value => $"${value.Length}\r\n{value}\r\n"))}";

    private sealed class Pages(params string[] replies) : IActorKv
    {
        private int _next;

        public List<string> Asked { get; } = [];

        public List<KvNeeds> Needs { get; } = [];

        public ValueTask<T> SendAsync<T>(in KvCommand command, KvReplyParser<T> parser, CancellationToken cancellationToken = default)
        {
            List<string> words = [command.Name];
            foreach (KvValue argument in command.Arguments) words.Add(argument.ToString());
            Asked.Add(string.Join(' ', words));
            Needs.Add(command.Needs);
            return ValueTask.FromResult(KvReplies.Parse(Encoding.UTF8.GetBytes(replies[_next++]), parser));
        }

        public ValueTask<IKvSession> OpenSessionAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<IKvSubscription> SubscribeAsync(IReadOnlyList<KvTopic> topics, KvSubscriptionOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();
    }
}
