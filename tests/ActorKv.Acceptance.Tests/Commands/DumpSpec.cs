// Values carried between ActorKv and redis-server by DUMP and RESTORE, both ways, in every encoding that redis-server 7.0 can be brought to
// make. That they arrive whole is judged by DEBUG DIGEST-VALUE, which both compute alike.

using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Protocol;

namespace ActorKv.Acceptance.Tests.Commands;

public sealed class DumpSpec(DumpSpec.Servers servers) : IClassFixture<DumpSpec.Servers>
{
    public static TheoryData<string> Names => [.. Array.ConvertAll(DumpRecipes.All, recipe => recipe.Name)];

    [RequiresTheory(Needs.RedisServer)]
    [MemberData(nameof(Names))]
    public void What_one_dumps_the_other_restores(string name)
    {
        DumpRecipe recipe = Array.Find(DumpRecipes.All, recipe => recipe.Name == name)!;
        using RespClient redis = servers.Redis.Connect(), actorKv = servers.ActorKv.Connect();
        foreach (RespClient client in (RespClient[])[redis, actorKv]) Expect("OK", client.Do("FLUSHALL"));
        foreach ((string parameter, string value) in recipe.Settings) Expect("OK", redis.Do("CONFIG", "SET", parameter, value));
        foreach (Argument[] command in recipe.Commands("k")) Assert.NotEqual(ReplyKind.Error, redis.Do(command).Kind);
        string encoding = redis.Do("OBJECT", "ENCODING", "k").Text;
        Assert.Equal(recipe.Encoding, encoding);
        byte[] theirs = redis.Do("DUMP", "k").Bytes;
        foreach ((string parameter, string value) in recipe.Defaults()) Expect("OK", redis.Do("CONFIG", "SET", parameter, value));

        Expect("OK", actorKv.Do("RESTORE", "k", 0, theirs));
        string digest = redis.Do("DEBUG", "DIGEST-VALUE", "k").Items[0].Text;
        Assert.Equal(digest, actorKv.Do("DEBUG", "DIGEST-VALUE", "k").Items[0].Text);
        byte[] ours = actorKv.Do("DUMP", "k").Bytes;
        Expect("OK", redis.Do("RESTORE", "back", 0, ours));
        Assert.Equal(digest, redis.Do("DEBUG", "DIGEST-VALUE", "back").Items[0].Text);
        Assert.InRange(ours.Length, 1, theirs.Length + theirs.Length / 4 + 16);

        // And from what ActorKv made by itself.
        Expect("OK", actorKv.Do("FLUSHALL"));
        foreach (Argument[] command in recipe.Commands("k")) Assert.NotEqual(ReplyKind.Error, actorKv.Do(command).Kind);
        Expect("OK", redis.Do("RESTORE", "made", 0, actorKv.Do("DUMP", "k").Bytes));
        Assert.Equal(actorKv.Do("DEBUG", "DIGEST-VALUE", "k").Items[0].Text, redis.Do("DEBUG", "DIGEST-VALUE", "made").Items[0].Text);
        Assert.Equal(redis.Do("TYPE", "k").Text, redis.Do("TYPE", "made").Text);
    }

    private static void Expect(string text, Reply reply) => Assert.Equal(text, reply.Text);

    /// <summary>One server of each, for all tests.</summary>
    public sealed class Servers : IDisposable
    {
        private readonly TempDirectory _directory = new();
        private RespServer? _redis, _actorKv;

        internal RespServer Redis => _redis ??= RespServer.StartOracle();

        internal RespServer ActorKv => _actorKv ??= RespServer.StartActorKv(_directory.Path, "--appendfsync", "no");

        public void Dispose()
        {
            _redis?.Dispose();
            _actorKv?.Dispose();
            _directory.Dispose();
        }
    }
}
