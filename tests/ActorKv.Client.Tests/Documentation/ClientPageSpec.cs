// docs/client.md: its code compiles, and does what the page says.

using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Client.Tests.Conformance;

namespace ActorKv.Client.Tests.Documentation;

public sealed class ClientPageSpec(ActorKvServer server) : IClassFixture<ActorKvServer>
{
    [Fact]
    public async Task The_code_of_the_page_runs()
    {
        CancellationToken cancellationToken = default;
        await using ActorKvConnection kv = await ActorKvConnection.ConnectAsync($"redis://127.0.0.1:{server.Port}");

        await kv.SetAsync("greeting", "hello", TimeSpan.FromMinutes(5));
        string? greeting = await kv.GetAsync("greeting");
        long? visits = await kv.GetAsync<long?>("visits");
        await kv.HSetAsync("user:1", ("name", "Ann"), ("age", 30));
        KvReply encoding = await kv.ExecuteAsync("OBJECT", "ENCODING", "user:1");
        Assert.Equal(("hello", null, "listpack"), (greeting, visits, encoding.AsString()));

        Task<long>[] counts = [.. Enumerable.Range(1, 100).Select(page => kv.IncrAsync($"page:{page}").AsTask())];
        await Task.WhenAll(counts);

        await kv.RPushAsync("jobs", "first");
        KvPopped<string>? job = await kv.BLPopAsync(["jobs"], TimeSpan.FromSeconds(1), cancellationToken);
        Assert.Equal("first", job?.Value);

        await kv.SetAsync("stock", 1);
        Assert.True(await SellAsync(kv));
        Assert.False(await SellAsync(kv));

        await using IKvSubscription news = await kv.SubscribeAsync("news", KvTopic.Pattern("mail.*"));
        await kv.PublishAsync("news", "it rains");
        await foreach (KvMessage message in news)
        {
            Console.WriteLine($"{message.Channel}: {message.Text}");
            break;
        }

        await using (IKvSession session = await kv.OpenSessionAsync())
        {
            await session.ExecuteAsync("SELECT", 1);
            await session.SetAsync("k", "in database 1");
        }
        Assert.False(await kv.ExistsAsync("k"));
    }

    private static async Task<bool> SellAsync(IActorKv kv)
    {
        bool sold = await kv.TransactionAsync(["stock"], async transaction =>
        {
            if (await transaction.Session.GetAsync<long>("stock") < 1) return false;
            transaction.Queue(kv => kv.DecrAsync("stock"));
            return true;
        });
        return sold;
    }

    [Fact]
    public void The_code_of_the_page_is_the_code_that_runs()
    {
        string[] ran = [.. File.ReadAllLines(TestPaths.Program("..", "ActorKv.Client.Tests/Documentation/ClientPageSpec.cs")).Select(line => line.Trim())];
        string[] page = File.ReadAllLines(TestPaths.Program("..", "../docs/client.md"));
        bool isCode = false;
        List<string> code = [];
        foreach (string line in page)
        {
            if (line.StartsWith("```", StringComparison.Ordinal)) isCode = line.Length > 3;
            else if (isCode) code.Add(line.Trim());
        }
        // The server of the tests is on a port of its own.
        Assert.All(code.Skip(1), line => Assert.Contains(line, ran));
    }
}
