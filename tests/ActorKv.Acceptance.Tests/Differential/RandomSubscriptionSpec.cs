// Random subscriptions and messages on three connections, here and on a redis-server: each connection is told the same.
//
// After every command a PING goes to each connection: what stands before its answer is what the command has caused there. Within one command's
// frames the order may differ: the patterns that a message fits, and the channels that are left when none is named, come in the order of a hash
// table; a publisher hears itself behind the reply here, as in Redis since 7.2, and before it in 7.0.

using System.Globalization;
using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Protocol;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace ActorKv.Acceptance.Tests.Differential;

public sealed class RandomSubscriptionSpec(ITestOutputHelper output) : IDisposable
{
    private const int Connections = 3;
    private const int Sequences = 2;
    private const int Length = 1000;
    private const int UsualSeed = 20261122;

    private static readonly Dictionary<string, Gen<Argument>> Kinds = new(ArgumentKinds.All)
    {
        ["channel"] = ArgumentKinds.Texts("a", "b", "ab", "aba", "user:1", "user:2:name", "", "\xff\0"),
        ["glob"] = ArgumentKinds.Texts("a", "*", "a*", "*a", "?", "a?a", "[ab]", "[^a]*", "user:*", "user:*:name", "*:name", "\\a", "", "user:[0-9]"),
    };

    private static readonly Gen<RandomCommand> Command = Gen.Frequency(
        (8, OneOf("SUBSCRIBE (channel)+", "PSUBSCRIBE (glob)+", "SSUBSCRIBE (channel)+")),
        (6, OneOf("UNSUBSCRIBE [(channel)+]", "PUNSUBSCRIBE [(glob)+]", "SUNSUBSCRIBE [(channel)+]")),
        (20, OneOf("PUBLISH channel value", "PUBLISH channel value", "SPUBLISH channel value")),
        (3, OneOf("PUBSUB NUMSUB [(channel)+]", "PUBSUB NUMPAT", "PUBSUB SHARDNUMSUB [(channel)+]", "PING [value]", "GET channel", "RESET")));

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [RequiresTheory(Needs.RedisServer)]
    [InlineData(2)]
    [InlineData(3)]
    public void Three_connections_are_told_what_redis_server_tells_them(int version)
    {
        using RespServer actorKv = RespServer.StartActorKv(_directory.Path, "--appendfsync", "everysec");
        using RespServer redis = RespServer.StartOracle();
        ulong seed = (ulong)Seed.Choose(output, UsualSeed);
        Gen<(int Who, RandomCommand Command)> step = from who in Gen.Choose(0, Connections - 1) from command in Command select (who, command);
        Prop.ForAll(Arb.From(Gen.CollectToArray(Enumerable.Repeat(step, Length))), Alike).Check(Config.QuickThrowOnFailure.WithMaxTest(Sequences).WithReplay(seed, 2 * seed + 1));

        bool Alike((int Who, RandomCommand Command)[] steps)
        {
            using Listeners here = new(actorKv, version), there = new(redis, version);
            foreach ((int who, RandomCommand command) in steps)
            {
                string[] mine = here.Run(who, command), theirs = there.Run(who, command);
                for (int i = 0; i < Connections; i++)
                {
                    if (mine[i] == theirs[i]) continue;
                    output.WriteLine($"{command} on connection {who}: connection {i} is told\n{mine[i]}\nby ActorKv, and by Redis\n{theirs[i]}");
                    return false;
                }
            }
            return true;
        }
    }

    private static Gen<RandomCommand> OneOf(params string[] syntaxes)
    {
        Grammar grammar = new(Kinds);
        return Gen.OneOf([.. syntaxes.Select(grammar.Command)]);
    }

    private sealed class Listeners(RespServer server, int version) : IDisposable
    {
        private readonly RespClient[] _clients = [.. Enumerable.Range(0, Connections).Select(_ => Connect(server, version))];
        private int _asked;

        /// <summary>Runs a command on one connection; returns what each is told because of it.</summary>
        public string[] Run(int who, RandomCommand command)
        {
            _clients[who].Queue(command.Arguments);
            _clients[who].Flush();
            // Whoever asks knows of its answer when it has it; the others know of what it caused by then.
            string[] told = new string[Connections];
            told[who] = Told(_clients[who], command);
            for (int i = 0; i < Connections; i++)
                if (i != who) told[i] = Told(_clients[i], command);
            // Its own messages may come behind the answer to its PING: they were posted before it.
            told[who] = Join([.. told[who].Split('\n', StringSplitOptions.RemoveEmptyEntries), .. Told(_clients[who], command).Split('\n', StringSplitOptions.RemoveEmptyEntries)]);
            if (command.Name == "RESET") _clients[who].Do("HELLO", version);
            return told;
        }

        public void Dispose()
        {
            foreach (RespClient client in _clients) client.Dispose();
        }

        private static RespClient Connect(RespServer server, int version)
        {
            RespClient client = server.Connect();
            client.Do("HELLO", version);
            return client;
        }

        private string Told(RespClient client, RandomCommand command)
        {
            string token = "token:" + _asked++.ToString(CultureInfo.InvariantCulture);
            client.Queue("PING", token);
            client.Flush();
            List<string> told = [];
            for (Reply reply = client.Receive(); !IsAnswer(reply, token); reply = client.Receive()) told.AddRange(Show(reply, command));
            return Join([.. told]);
        }

        private static bool IsAnswer(Reply reply, string token) => reply.Text == token || (reply.Items.Count == 2 && reply.Items[1].Text == token);

        // When no channel is named, which one is left first is open, and with it the count that stands beside it.
        private static string[] Show(Reply reply, RandomCommand command) =>
            command.Arguments.Length == 1 && reply.Items.Count == 3 ? [reply.Items[0] + " " + reply.Items[1], reply.Items[0] + " leaves " + reply.Items[2]] : [reply.ToString()];

        private static string Join(string[] frames) => string.Join('\n', frames.Order(StringComparer.Ordinal));
    }
}
