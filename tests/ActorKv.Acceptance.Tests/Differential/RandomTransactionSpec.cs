// Several sessions on ActorKv and as many on redis-server, which watch keys, queue commands, and run them: step by step the same on both sides, and
// the same is told to who has subscribed to what happens to keys. In a cluster the keys are of one slot, since others are refused, and nobody subscribes: a
// node tells of its own keys alone.

using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Protocol;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace ActorKv.Acceptance.Tests.Differential;

public sealed class RandomTransactionSpec(ITestOutputHelper output) : IDisposable
{
    private const int Sequences = 10;
    private const int Length = 600;
    private const int Sessions = 3;
    private const int UsualSeed = 20261122;

    private static readonly Gen<RandomCommand> Control = Gen.Frequency(
        (4, Gen.Constant(new RandomCommand(["MULTI"]))), (4, Gen.Constant(new RandomCommand(["EXEC"]))), (1, Gen.Constant(new RandomCommand(["DISCARD"]))),
        (1, Gen.Constant(new RandomCommand(["UNWATCH"]))), (3, new Grammar(ArgumentKinds.All).Command("WATCH key")), (1, new Grammar(ArgumentKinds.All).Command("SWAPDB (0|1) (0|1|2)")));

    // What answers in the order of a hash table, or by chance, would have to be told apart inside a reply of EXEC.
    private static readonly Gen<RandomCommand> Command =
        Gen.Frequency((3, Control), (7, CommandGenerator.Command.Where(command => !command.IsWalk && command.Name is not ("KEYS" or "RANDOMKEY") && !IsSecretChange(command) && !IsRefusedApart(command))));

    private readonly TempDirectory _directory = new();

    /// <summary>A command, and which session runs it.</summary>
    private readonly record struct Step(int Session, RandomCommand Command)
    {
        public override string ToString() => $"{Session}> {Command}";
    }

    public void Dispose() => _directory.Dispose();

    [RequiresTheory(Needs.RedisServer)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_transactions_of_several_sessions_go_as_on_redis_server(int version)
    {
        ulong seed = (ulong)Seed.Choose(output, UsualSeed);
        using RespServer actorKv = RespServer.StartActorKv(_directory.Path, "--appendfsync", "everysec");
        using RespServer redis = RespServer.StartOracle();
        Gen<Step> step = Gen.Choose(0, Sessions - 1).SelectMany(session => Command.Select(command => new Step(session, command)));

        Prop.ForAll(Arb.From(Gen.CollectToArray(Enumerable.Repeat(step, Length)), Shrink), Alike)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Sequences).WithReplay(seed, 2 * seed + 1));

        bool Alike(Step[] steps)
        {
            string? difference = Run(actorKv, redis, version, actorKv.IsNode ? ForACluster(steps) : steps);
            if (difference is not null) output.WriteLine($"{steps.Length} steps: {difference}");
            return difference is null;
        }
    }

    // A BITFIELD whose every SET overflows makes the key, or lengthens it, all the same. redis-server tells nobody, not even those who watch the key.
    private static bool IsSecretChange(RandomCommand command) =>
        command.Name == "BITFIELD" && command.Arguments.Any(argument => argument.ToString().Equals("FAIL", StringComparison.OrdinalIgnoreCase));

    // What one side refuses when it is queued, and the other when it runs: ZRANK with WITHSCORE is newer than redis-server 7.0, and DEBUG is a container
    // here and none there.
    private static bool IsRefusedApart(RandomCommand command) =>
        command.Name == "DEBUG" || (command.Name is "ZRANK" or "ZREVRANK" && command.Arguments.Length > 3);

    private static Step[] ForACluster(Step[] steps) =>
        [.. steps.Where(step => !ClusterRefusal.LeavesOut(step.Command)).Select(step => step with { Command = step.Command.InOneSlot() })];

    private static IEnumerable<Step[]> Shrink(Step[] steps)
    {
        for (int size = steps.Length / 2; size > 0; size /= 2)
            for (int at = 0; at < steps.Length; at += size) yield return [.. steps[..at], .. steps.Skip(at + size)];
    }

    private static string? Run(RespServer actorKv, RespServer redis, int version, Step[] steps)
    {
        RespClient[] left = Connect(actorKv, version), right = Connect(redis, version);
        using EventPair? events = actorKv.IsNode ? null : new(actorKv, redis);
        List<RandomCommand>[] queued = [.. left.Select(_ => new List<RandomCommand>())];
        try
        {
            foreach (Step step in steps)
            {
                Reply ours = left[step.Session].Do(step.Command.Arguments);
                bool isRefused = actorKv.IsNode && ClusterRefusal.Is(ours);
                Reply theirs = right[step.Session].Do((isRefused ? ClusterRefusal.InsteadOf(step.Command) : step.Command).Arguments);
                if (!isRefused && Difference(step.Command, ours, theirs, queued[step.Session]) is { } difference) return $"{step}: {difference}";
                if (!isRefused && events?.Difference([step.Command, .. queued[step.Session]]) is { } told) return $"{step}: {told}";
                if (step.Command.Name is "EXEC" or "DISCARD") queued[step.Session].Clear();
                else if (!isRefused && theirs.Text == "QUEUED") queued[step.Session].Add(step.Command);
            }
            using Pair pair = new(actorKv, redis, version);
            return pair.DifferenceOfContents();
        }
        finally
        {
            foreach (RespClient client in left.Concat(right)) client.Dispose();
        }
    }

    private static string? Difference(RandomCommand command, Reply ours, Reply theirs, List<RandomCommand> queued)
    {
        if (Same(command, ours, theirs)) return null;
        if (command.Name != "EXEC" || ours.Kind != ReplyKind.Array || theirs.Kind != ReplyKind.Array || ours.Items.Count != theirs.Items.Count)
            return $"ActorKv {ours}, Redis {theirs}";
        for (int i = 0; i < queued.Count; i++)
            if (!Same(queued[i], ours.Items[i], theirs.Items[i])) return $"{queued[i]}: ActorKv {ours.Items[i]}, Redis {theirs.Items[i]}";
        return null;
    }

    private static bool Same(RandomCommand command, Reply ours, Reply theirs) =>
        (ours.Kind == theirs.Kind && ours.ToString() == theirs.ToString()) || KnownDifference.Explains(command, ours, theirs);

    private static RespClient[] Connect(RespServer server, int version)
    {
        RespClient[] clients = [.. Enumerable.Range(0, Sessions).Select(_ => server.Connect())];
        foreach (RespClient client in clients) client.Do("HELLO", version);
        clients[0].Do("FLUSHALL");
        return clients;
    }
}
