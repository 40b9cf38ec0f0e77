// docs/embedding.md and the code it shows: the same text, and code that does what the page says.

using System.Text.RegularExpressions;
using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;

namespace ActorKv.Packages.Tests.Embedding;

public sealed partial class EmbeddingPageSpec
{
    private const string Source = "tests/ActorKv.Packages.Tests/Embedding/EmbeddingSnippets.cs";

    [GeneratedRegex(@"<!-- (?<name>[\w-]+) -->\n```csharp\n(?<code>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex ShownCode();

    [GeneratedRegex(@"// snippet: (?<name>[\w-]+)\n(?<code>.*?)\n +// end\n", RegexOptions.Singleline)]
    private static partial Regex CompiledCode();

    [Fact]
    public void The_page_shows_compiled_code_and_no_other()
    {
        string page = Read("docs/embedding.md");
        Dictionary<string, string> compiled = CompiledCode().Matches(Read(Source))
            .ToDictionary(snippet => snippet.Groups["name"].Value, snippet => Outdent(snippet.Groups["code"].Value), StringComparer.Ordinal);
        Dictionary<string, string> shown = ShownCode().Matches(page)
            .ToDictionary(block => block.Groups["name"].Value, block => block.Groups["code"].Value, StringComparer.Ordinal);

        Assert.Equal(compiled.Keys.Order(StringComparer.Ordinal), shown.Keys.Order(StringComparer.Ordinal));
        Assert.All(shown, block => Assert.Equal(compiled[block.Key], block.Value));
        Assert.Equal(shown.Count, Regex.Count(page, "```csharp"));
    }

    [Fact]
    public async Task The_code_of_the_page_runs()
    {
        await using ActorKvStore kv = await ActorKvStore.OpenAsync(new() { InMemory = true });

        Assert.Equal(1, await EmbeddingSnippets.CallAsync(kv));
        Assert.Equal(Enumerable.Range(1, 100).Select(count => (long)count), await EmbeddingSnippets.PipelineAsync(kv));
        await kv.SetAsync("stock", 1);
        Assert.True(await EmbeddingSnippets.BuyAsync(kv));
        Assert.False(await EmbeddingSnippets.BuyAsync(kv));
        Assert.Equal(1, await new EmbeddingSnippets.Orders(kv).CountAsync());
        Assert.Equal("news", await EmbeddingSnippets.ListenAsync(kv));
        await EmbeddingSnippets.TestAsync();
        ServiceCollection services = new();
        EmbeddingSnippets.AddTwo(services);
        EmbeddingSnippets.AddToHost([]);
    }

    [Fact]
    public async Task The_change_feed_of_the_page_goes_on_where_it_stopped()
    {
        using TempDirectory data = new();
        await using ActorKvStore kv = await ActorKvStore.OpenAsync(new() { DataDirectory = data.Path });
        EmbeddingSnippets.Carts carts = new(kv);
        List<string> seen = [];
        for (int round = 0; round < 2; round++)
        {
            await carts.AddAsync("ada", "book");
            using CancellationTokenSource stop = new();
            int before = seen.Count;
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => EmbeddingSnippets.FollowAsync(kv, change =>
            {
                seen.Add(change.ToString());
                if (seen.Count > before) stop.Cancel();
            }, stop.Token));
        }
        Assert.Equal(2, seen.Count);
    }

    [Fact]
    public async Task The_cache_of_the_page_caches()
    {
        using TempDirectory data = new();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        EmbeddingSnippets.AddCache(builder);
        builder.Services.Configure<ActorKvOptions>(o => o.DataDirectory = data.Path);
        await using WebApplication application = builder.Build();
        application.Urls.Add("http://127.0.0.1:0");
        await application.StartAsync();

        Assert.Equal("<html>…", await EmbeddingSnippets.UseCacheAsync(application.Services.GetRequiredService<IDistributedCache>()));
        await application.StopAsync();
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(Dotnet.Root, path)).ReplaceLineEndings("\n");

    private static string Outdent(string code)
    {
        string[] lines = code.Split('\n');
        int indent = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart(' ').Length);
        return string.Join('\n', lines.Select(line => line.Length > 0 ? line[indent..] : ""));
    }
}
