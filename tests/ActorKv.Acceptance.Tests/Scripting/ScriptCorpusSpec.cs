// Scripts as people write them, on ActorKv and on redis-server: the same replies, and the same data afterwards.

using ActorKv.Acceptance.Tests.Differential;
using ActorKv.Acceptance.Tests.Harness;

namespace ActorKv.Acceptance.Tests.Scripting;

public sealed class ScriptCorpusSpec : IDisposable
{
    // In scripts: keys that none of them has declared. A cluster refuses these.
    private static readonly string[] s_undeclared = ["undeclared:", "'nothing'", "'there'", "'active'"];

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [RequiresTheory(Needs.RedisServer)]
    [InlineData(2)]
    [InlineData(3)]
    public void Scripts_do_and_answer_the_same_as_on_redis_server(int version)
    {
        using RespServer actorKv = RespServer.StartActorKv(_directory.Path, "--appendfsync", "everysec");
        using RespServer redis = RespServer.StartOracle();
        using Pair pair = new(actorKv, redis, version);
        pair.Begin();
        List<string> differences = [];
        foreach (object[] command in ScriptCorpus.Commands)
        {
            if (actorKv.IsNode && command is ["EVAL", string script, ..] && s_undeclared.Any(key => script.Contains(key, StringComparison.Ordinal))) continue;
            if (pair.Difference(new RandomCommand([.. command.Select(ToArgument)])) is { } difference) differences.Add(difference);
        }
        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.Null(pair.DifferenceOfContents());
    }

    private static Argument ToArgument(object value) => value is int number ? number : (string)value;
}
