// Clients work on keys of a cluster while its nodes are killed, paused past their lease, cut off from the database, drained and started again, and
// while the database crashes. What each client was told of each key must fit one order of events: no acknowledged write is lost, nothing stale is
// read, nothing is done twice.
//
// Some kinds of fault happen once each; with KVTEST_FAULTS=50 in the environment, fifty do, drawn at random.

using System.Diagnostics;
using System.Globalization;
using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Acceptance.Tests.Histories;
using Xunit.Abstractions;

namespace ActorKv.Acceptance.Tests.Cluster;

public sealed class FaultSpec(ITestOutputHelper output)
{
    private const int Clients = 6;
    private const int StepsAround = 1_000;
    private const int OrdinaryFaults = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [RequiresFact(Needs.Postgres)]
    public async Task Whatever_happens_to_its_nodes_every_key_of_a_cluster_is_linearizable()
    {
        Random random = new(Seed.Choose(output));
        using TestCluster cluster = await TestCluster.StartAsync();
        HistoryClient[] clients = [.. Enumerable.Range(0, Clients).Select(i => new HistoryClient(i, cluster.Nodes, random.Next()))];
        int round = 0;
        foreach (Fault fault in Faults(random))
        {
            TestNode node = cluster.Nodes[random.Next(cluster.Nodes.Count)];
            HistoryKeys keys = new(round++);
            using CancellationTokenSource end = new();
            Task[] work = [.. clients.Select(client => Task.Factory.StartNew(() => client.Work(keys, end.Token), TaskCreationOptions.LongRunning))];
            long began = Stopwatch.GetTimestamp(), before = clients.Sum(static client => client.Answered);
            try
            {
                AwaitSteps(clients, work);
                fault.Strike(cluster, node);
                AwaitSteps(clients, work);
            }
            finally
            {
                await end.CancelAsync();
            }
            Assert.True(Task.WaitAll(work, Patience), "A client does not end.");
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{fault} of {node}: {clients.Sum(static client => client.Answered) - before} operations answered in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s"));
            Verify(cluster, clients);
        }
    }

    private static IEnumerable<Fault> Faults(Random random)
    {
        Fault[] all = Enum.GetValues<Fault>();
        if (!int.TryParse(Environment.GetEnvironmentVariable("KVTEST_FAULTS"), NumberStyles.None, CultureInfo.InvariantCulture, out int count))
        {
            random.Shuffle(all);
            return all[..OrdinaryFaults];
        }
        return Enumerable.Range(0, count).Select(_ => all[random.Next(all.Length)]);
    }

    // So that there is something to lose, and something to find out afterwards.
    private static void AwaitSteps(HistoryClient[] clients, Task[] work)
    {
        long wanted = clients.Sum(static client => client.Answered) + StepsAround;
        bool reached = SpinWait.SpinUntil(() =>
        {
            Thread.Sleep(1);
            return clients.Sum(static client => client.Answered) >= wanted || Array.Exists(work, static task => task.IsFaulted);
        }, Patience);
        if (Array.Find(work, static task => task.IsFaulted) is { } failed) failed.GetAwaiter().GetResult();
        Assert.True(reached, "The clients get no answers.");
    }

    // With what is there in the end. The histories are used up.
    private static void Verify(TestCluster cluster, HistoryClient[] clients)
    {
        string[] keys = [.. clients.SelectMany(static client => client.History.Keys).Distinct()];
        HistoryClient reader = new(Clients, cluster.Nodes, seed: 0);
        foreach (string key in keys) reader.ReadToTheEnd(key, HistoryKeys.ModelOf(key));
        foreach (string key in keys)
        {
            IEnumerable<Operation> operations = clients.Append(reader).SelectMany(client => client.History.TryGetValue(key, out List<Operation>? own) ? own : []);
            if (Linearizability.Explain(HistoryKeys.ModelOf(key), operations) is { } contradiction) Assert.Fail($"{key}: {contradiction}");
        }
        foreach (HistoryClient client in clients) client.History.Clear();
    }
}
