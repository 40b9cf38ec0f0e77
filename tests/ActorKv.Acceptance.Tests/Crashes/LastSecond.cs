// What `appendfsync everysec` promises: kill -9 loses what was acknowledged in the last second, nothing older, and never something before what it keeps.

using System.Diagnostics;
using ActorKv.Acceptance.Tests.Harness;
using Xunit.Abstractions;

namespace ActorKv.Acceptance.Tests.Crashes;

internal static class LastSecond
{
    private const int Clients = 4;

    // A second, and what a commit may take on a machine that does much else.
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(1.5);

    /// <summary>Kills a server under load, some times, and holds it to the promise whenever it is back.</summary>
    public static void Verify(RespServer server, int rounds, ITestOutputHelper output)
    {
        Random random = new(Seed.Choose(output));
        for (int round = 1; round <= rounds; round++)
        {
            List<TimedPushes> pushes = [.. Enumerable.Range(0, Clients).Select(i => new TimedPushes(Clients * round + i))];
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
                long due = push.AcknowledgedBefore(killed - (long)(AtMost.TotalSeconds * Stopwatch.Frequency));
                Assert.True(length >= due, $"{push.Client.Key} has {length} elements; {due} were acknowledged {AtMost} before the crash.");
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
