// Clients work on keys of a cluster while its nodes are killed, paused past their lease, cut off from the database, drained and started again, and
// while the database crashes: alone and in pipelines on single keys, in transactions on accounts, and through queues. What each client was told of each
// key (or bank of accounts) must fit one order of events: no acknowledged write is lost, nothing stale or torn is read, nothing is done twice.
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
    private const int StepsAround = 1_000;
    private const int OrdinaryFaults = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [RequiresFact(Needs.Postgres)]
    public async Task Whatever_happens_to_its_nodes_every_key_of_a_cluster_is_linearizable()
    {
        Random random = new(Seed.Choose(output));
        using TestCluster cluster = await TestCluster.StartAsync();
        Progress progress = new();
        FaultClient[] clients = Clients(cluster.Nodes, random, progress);
        int round = 0;
        foreach (Fault fault in Faults(random))
        {
            TestNode node = cluster.Nodes[random.Next(cluster.Nodes.Count)];
            HistoryKeys keys = new(round++);
            using CancellationTokenSource end = new();
            Task[] work = [.. clients.Select(client => Task.Factory.StartNew(() => client.Work(keys, end.Token), TaskCreationOptions.LongRunning))];
            long began = Stopwatch.GetTimestamp(), before = progress.Answered;
            try
            {
                await AwaitStepsAsync(progress, work);
                fault.Strike(cluster, node);
                await AwaitStepsAsync(progress, work);
            }
            finally
            {
                await end.CancelAsync();
            }
            Assert.True(Task.WaitAll(work, Patience), "A client does not end.");
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{fault} of {node}: {progress.Answered - before} operations answered in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s"));
            Verify(cluster, clients);
        }
    }

    private static FaultClient[] Clients(IReadOnlyList<TestNode> nodes, Random random, Progress progress)
    {
        Action count = progress.Count;
        int number = 0;
        return
        [
            .. Enumerable.Range(0, 6).Select(_ => new HistoryClient(number++, nodes, random.Next()) { OnAnswered = count }),
            .. Enumerable.Range(0, 2).Select(_ => new BankClient(number++, nodes, random.Next()) { OnAnswered = count }),
            .. Enumerable.Range(0, 4).Select(i => new QueueClient(produces: i % 2 == 0, number++, nodes, random.Next()) { OnAnswered = count }),
        ];
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
    private static async Task AwaitStepsAsync(Progress progress, Task[] work)
    {
        Task more = progress.MoreAsync(StepsAround), first = await Task.WhenAny([more, .. work]).WaitAsync(Patience);
        // A client that ends by itself has failed.
        await first;
    }

    // With what is there in the end. The histories are used up.
    private static void Verify(TestCluster cluster, FaultClient[] clients)
    {
        string[] subjects = [.. clients.SelectMany(static client => client.History.Keys).Distinct()];
        LastReader reader = new(clients.Length, cluster.Nodes);
        foreach (string subject in subjects)
        {
            reader.Read(subject);
            IEnumerable<Operation> operations = clients.Append(reader).SelectMany(client => client.History.TryGetValue(subject, out List<Operation>? own) ? own : []);
            if (Linearizability.Explain(HistoryKeys.ModelOf(subject), operations) is { } contradiction) Assert.Fail($"{subject}: {contradiction}");
        }
        foreach (FaultClient client in clients) client.History.Clear();
    }
}
