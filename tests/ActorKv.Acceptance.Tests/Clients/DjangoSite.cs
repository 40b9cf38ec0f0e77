using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ActorKv.Acceptance.Tests.Harness;

namespace ActorKv.Acceptance.Tests.Clients;

/// <summary>The Django REST project of the folder `python`, served by Django's own WSGI server. POST /queue/NAME enqueues what is sent.</summary>
internal sealed partial class DjangoSite : IDisposable
{
    private readonly ReadyProcess _process;
    private readonly HttpClient _http;

    public DjangoSite(int redisPort)
    {
        ProcessStartInfo start = Tool.StartInfo(Tool.Python, [TestPaths.Script("serve.py")]);
        start.Environment["REDIS_PORT"] = $"{redisPort}";
        _process = new ReadyProcess(start);
        Assert.True(_process.WaitUntilReady(), _process.Output);
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{PortLine().Match(_process.Output).Groups[1].Value}/") };
    }

    /// <summary>Posts an item; false when the site could not reach the queue's server, and cannot tell whether the item is there.</summary>
    public async Task<bool> TryEnqueueAsync<T>(string queue, T item)
    {
        // With a length: WSGI knows no chunked requests.
        using StringContent json = new(JsonSerializer.Serialize(item, JsonSerializerOptions.Web), Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await _http.PostAsync(new Uri($"queue/{queue}", UriKind.Relative), json);
        if (response.StatusCode == HttpStatusCode.ServiceUnavailable) return false;
        Assert.True(response.StatusCode == HttpStatusCode.Created, $"{response.StatusCode}: {await response.Content.ReadAsStringAsync()}\n{_process.Output}");
        return true;
    }

    public Task<string> WaitingAsync(string queue) => _http.GetStringAsync(new Uri($"queue/{queue}", UriKind.Relative));

    public void Dispose()
    {
        _http.Dispose();
        _process.Dispose();
    }

    [GeneratedRegex(@"Ready on port (\d+)")]
    private static partial Regex PortLine();
}
