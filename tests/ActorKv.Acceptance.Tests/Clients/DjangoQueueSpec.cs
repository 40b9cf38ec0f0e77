// The main job, with other people's software at both ends: HTTP requests are enqueued by a Django REST view and python3-redis, and taken by
// workers in other processes.
//
//   producers --HTTP--> Django view --RPUSH--> ActorKv --BLPOP or BLMOVE--> workers (python3-redis)

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using ActorKv.Acceptance.Tests.Harness;

namespace ActorKv.Acceptance.Tests.Clients;

public sealed class DjangoQueueSpec : IDisposable
{
    private const string Queue = "jobs";
    private const int Producers = 4;
    private const int Workers = 3;
    private const int ItemsEach = 250;

    private readonly TempDirectory _directory = new();
    private readonly RespServer _server;
    private readonly List<(Process Process, StringBuilder Output)> _workers = [];
    private readonly ConcurrentDictionary<Item, bool> _retried = [];

    private sealed record Item(int Producer, int Number);

    public DjangoQueueSpec() => _server = RespServer.StartActorKv(_directory.Path);

    public void Dispose()
    {
        foreach ((Process worker, _) in _workers)
        {
            if (!worker.HasExited) worker.Kill();
            worker.Dispose();
        }
        _server.Dispose();
        _directory.Dispose();
    }

    [RequiresFact(Needs.PythonRedis, Needs.PythonDjangoRest)]
    public async Task Items_posted_to_a_Django_REST_view_reach_the_workers_in_order_and_once()
    {
        using DjangoSite site = new(_server.Port);
        StartWorkers("plain");

        await Task.WhenAll(Enumerable.Range(0, Producers).Select(producer => ProduceAsync(site, producer, () => { })));

        Verify(await StopWorkersAsync(site));
        Assert.Empty(_retried);
        Assert.Equal("""{"waiting":0}""", await site.WaitingAsync(Queue));
    }

    [RequiresFact(Needs.PythonRedis, Needs.PythonDjangoRest)]
    public async Task Nothing_is_lost_and_nothing_comes_twice_across_kill_9_and_a_restart()
    {
        using DjangoSite site = new(_server.Port);
        StartWorkers("reliable");
        using SemaphoreSlim half = new(0);
        int enqueued = 0;

        Task crash = CrashAsync();
        await Task.WhenAll([crash, .. Enumerable.Range(0, Producers).Select(producer => ProduceAsync(site, producer, Count))]);

        Verify(await StopWorkersAsync(site));
        Assert.NotEmpty(_retried);

        void Count()
        {
            if (Interlocked.Increment(ref enqueued) == Producers * ItemsEach / 2) half.Release();
        }

        async Task CrashAsync()
        {
            await half.WaitAsync();
            _server.Kill();
            _server.Start();
        }
    }

    // One after the other; an item of which nobody knows whether it arrived is posted again.
    private async Task ProduceAsync(DjangoSite site, int producer, Action enqueued)
    {
        for (int number = 0; number < ItemsEach; number++)
        {
            Item item = new(producer, number);
            while (!await site.TryEnqueueAsync(Queue, item)) _retried[item] = true;
            enqueued();
        }
    }

    private void StartWorkers(string kind)
    {
        for (int worker = 0; worker < Workers; worker++)
        {
            Process process = Tool.Launch(Tool.Python, [TestPaths.Script("work.py"), $"{_server.Port}", Queue, $"{worker}", kind], out StringBuilder output);
            _workers.Add((process, output));
        }
    }

    // What each worker took, in its order.
    private async Task<List<List<Item>>> StopWorkersAsync(DjangoSite site)
    {
        for (int worker = 0; worker < Workers; worker++) Assert.True(await site.TryEnqueueAsync(Queue, "stop"));
        List<List<Item>> taken = [];
        foreach ((Process worker, StringBuilder output) in _workers)
        {
            string[] lines = Tool.Finish(worker, output).Succeeded().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            taken.Add([.. lines.Where(line => line != "\"stop\"").Select(line => JsonSerializer.Deserialize<Item>(line, JsonSerializerOptions.Web)!)]);
        }
        return taken;
    }

    private void Verify(List<List<Item>> taken)
    {
        foreach (IGrouping<int, Item> ofProducer in taken.SelectMany(byWorker => byWorker.GroupBy(item => item.Producer)))
            Assert.Equal(ofProducer.Select(item => item.Number).Order(), ofProducer.Select(item => item.Number));

        Dictionary<Item, int> times = taken.SelectMany(byWorker => byWorker).CountBy(item => item).ToDictionary();
        Assert.Equal(Producers * ItemsEach, times.Count);
        Assert.All(times, item => Assert.InRange(item.Value, 1, _retried.ContainsKey(item.Key) ? 2 : 1));
    }
}
