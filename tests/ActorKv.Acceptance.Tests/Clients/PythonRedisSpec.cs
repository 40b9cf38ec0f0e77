using ActorKv.Acceptance.Tests.Harness;

namespace ActorKv.Acceptance.Tests.Clients;

public sealed class PythonRedisSpec
{
    [RequiresTheory(Needs.PythonRedis)]
    [InlineData("strings")]
    [InlineData("lists")]
    [InlineData("expiry")]
    [InlineData("blocking_pops_are_fair")]
    [InlineData("pipelines")]
    [InlineData("connection_pool")]
    [InlineData("decoded_responses")]
    [InlineData("server_information")]
    public void Python3_redis_finds_what_its_users_use(string feature)
    {
        using TempDirectory directory = new();
        using RespServer server = RespServer.StartActorKv(directory.Path);

        Tool.Run(Tool.Python, TestPaths.Script("client_features.py"), $"{server.Port}", feature).Succeeded();
    }
}
