using ActorKv.Acceptance.Tests.Harness;

namespace ActorKv.Acceptance.Tests.Clients;

public sealed class RedisBenchmarkSpec
{
    private const string Tests = "ping,set,get,incr,lpush,rpush,lpop,rpop,lrange,mset";

    [RequiresTheory(Needs.RedisTools)]
    [InlineData(1)]
    [InlineData(16)]
    public void The_default_suite_runs_clean(int pipeline)
    {
        using TempDirectory directory = new();
        using RespServer server = RespServer.StartActorKv(directory.Path);

        string said = Tool.Run("redis-benchmark", "-p", $"{server.Port}", "-t", Tests, "-n", "5000", "-c", "50", "-P", $"{pipeline}", "-q").Succeeded();

        string[] names = ["PING_INLINE", "PING_MBULK", "SET", "GET", "INCR", "LPUSH", "RPUSH", "LPOP", "RPOP", "LRANGE_600 (first 600 elements)", "MSET (10 keys)"];
        foreach (string name in names) Assert.Contains($"{name}: ", said);
        Assert.Contains("requests per second", said);
        Assert.DoesNotContain("error", said, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("warning", said, StringComparison.OrdinalIgnoreCase);
    }
}
