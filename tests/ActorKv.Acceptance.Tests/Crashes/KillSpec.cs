using System.Diagnostics;
using ActorKv.Acceptance.Tests.Harness;
using Xunit.Abstractions;

namespace ActorKv.Acceptance.Tests.Crashes;

public sealed class KillSpec(ITestOutputHelper output) : IDisposable
{
    private const int Rounds = 20;
    private const int Counters = 3;

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void With_appendfsync_always_kill_9_loses_nothing_acknowledged_and_nothing_shown()
    {
        Random random = new(Seed.Choose(output));
        CrashClient[] clients =
        [
            .. Enumerable.Range(0, Counters).Select(i => new CounterClient(i)), .. Enumerable.Range(0, 4).Select(_ => new CounterReader(Counters)),
            .. Enumerable.Range(0, 2).Select(i => new ManyKeysClient(i)),
            new ListMover(0), new ListMover(1),
            new PipelineClient(0, 1), new PipelineClient(1, 16),
            .. Enumerable.Range(0, 3).Select(i => new AccountMover(i)), new AccountReader(),
        ];
        using RespServer server = RespServer.StartActorKv(_directory.Path, "--appendfsync", "always");
        using (RespClient bank = server.Connect()) AccountMover.Open(bank);
        for (int round = 1; round <= Rounds; round++)
        {
            int steps = random.Next(1, 2000);
            output.WriteLine($"Round {round}: kill -9 after {steps} steps");
            CrashLoad.KillAfter(server, clients, steps);
            server.Start();
            using RespClient client = server.Connect();
            foreach (CrashClient told in clients) told.Verify(client);
        }
    }

    [Fact]
    public void With_appendfsync_everysec_kill_9_loses_the_last_second_at_most()
    {
        // A second, and what a commit may take on a machine that does much else.
        TimeSpan atMost = TimeSpan.FromSeconds(1.5);
        Random random = new(Seed.Choose(output));
        using RespServer server = RespServer.StartActorKv(_directory.Path, "--appendfsync", "everysec");
        for (int round = 1; round <= 3; round++)
        {
            List<TimedPushes> pushes = [.. Enumerable.Range(0, 4).Select(i => new TimedPushes(4 * round + i))];
            TimeSpan after = TimeSpan.FromMilliseconds(random.Next(1800, 3000));
            output.WriteLine($"Round {round}: kill -9 after {after}");
            using ManualResetEventSlim never = new();
            CrashLoad.Run(server, [.. pushes.Select(push => push.Client)], () => { }, () => never.Wait(after));
            long killed = Stopwatch.GetTimestamp();
            server.Start();
            using RespClient client = server.Connect();
            foreach (TimedPushes push in pushes)
            {
                long length = push.Client.VerifyOrder(client);
                long due = push.AcknowledgedBefore(killed - (long)(atMost.TotalSeconds * Stopwatch.Frequency));
                Assert.True(length >= due, $"{push.Client.Key} has {length} elements; {due} were acknowledged {atMost} before the crash.");
                Assert.True(due > 0, "The round was too short to show anything.");
            }
        }
    }

    // When each number was acknowledged, by the client's monotonic clock.
    private sealed class TimedPushes
    {
        private readonly List<long> _times = [];

        public TimedPushes(int index) => Client = new PipelineClient(index, 4) { OnAcknowledged = _ => _times.Add(Stopwatch.GetTimestamp()) };

        public PipelineClient Client { get; }

        public long AcknowledgedBefore(long time)
        {
            int at = _times.BinarySearch(time);
            return at < 0 ? ~at : at;
        }
    }
}
