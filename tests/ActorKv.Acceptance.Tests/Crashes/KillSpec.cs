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
        using RespServer server = RespServer.StartActorKv(_directory.Path, "--appendfsync", "everysec");
        LastSecond.Verify(server, rounds: 3, output);
    }
}
