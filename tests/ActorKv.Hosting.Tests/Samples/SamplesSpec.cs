// The samples do what they say.

using System.Net;
using ActorKv.Engine.Tests;

namespace ActorKv.Hosting.Tests.Samples;

public sealed class SamplesSpec
{
    [Fact]
    public async Task The_console_sample_keeps_its_list_from_run_to_run()
    {
        using TemporaryFolder folder = new();
        string data = Path.Combine(folder.Path, "data");
        using (SampleProcess first = new("Console", "write a letter", data))
            Assert.Equal(("Added: write a letter\n1. write a letter\nRun 1\n", 0), await EndAsync(first));
        using SampleProcess second = new("Console", "post it", data);
        Assert.Equal(("Added: post it\n1. write a letter\n2. post it\nRun 2\n", 0), await EndAsync(second));
    }

    [Fact]
    public async Task The_web_sample_counts_visits_in_the_store_and_in_the_session()
    {
        using TemporaryFolder folder = new();
        for (int run = 0; run < 2; run++)
        {
            using SampleProcess web = new("Web", "--urls", "http://127.0.0.1:0", "--ActorKv:DataDirectory", Path.Combine(folder.Path, "data"));
            string listening = await web.LineWithAsync("Now listening on: ");
            Uri address = new(listening[(listening.IndexOf("http", StringComparison.Ordinal))..].Trim());
            using (HttpClient visitor = NewVisitor(address), another = NewVisitor(address))
            {
                int before = run * 3;
                Assert.Equal($"Visit {before + 1}, your visit 1\n", await visitor.GetStringAsync("/"));
                Assert.Equal($"Visit {before + 2}, your visit 2\n", await visitor.GetStringAsync("/"));
                Assert.Equal($"Visit {before + 3}, your visit 1\n", await another.GetStringAsync("/"));
                Assert.StartsWith("2 3 5 7", await visitor.GetStringAsync("/slow"), StringComparison.Ordinal);
                Assert.Equal("Healthy", await visitor.GetStringAsync("/health"));
            }
            web.Terminate();
            Assert.Equal(0, (await web.EndAsync()).ExitCode);
        }
    }

    private static HttpClient NewVisitor(Uri address) => new(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = address };

    private static async Task<(string, int)> EndAsync(SampleProcess sample)
    {
        (string output, int code) = await sample.EndAsync();
        return (output.ReplaceLineEndings("\n"), code);
    }
}
