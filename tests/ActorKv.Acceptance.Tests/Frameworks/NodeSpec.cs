// The npm packages that Node.js programs put on Redis. The programs are in the folder `node`; test.sh installs the packages there.

using ActorKv.Acceptance.Tests.Harness;

namespace ActorKv.Acceptance.Tests.Frameworks;

public sealed class NodeSpec(SharedServer server) : IClassFixture<SharedServer>
{
    [RequiresTheory(Needs.NodePackages)]
    [InlineData("data_types")]
    [InlineData("multi")]
    [InlineData("watch")]
    [InlineData("streams")]
    [InlineData("scan_iterators")]
    [InlineData("blocking")]
    public void Node_redis(string feature) => Passes("node_redis.mjs", feature);

    [RequiresTheory(Needs.NodePackages)]
    [InlineData("pipelines")]
    [InlineData("auto_pipelining")]
    [InlineData("transactions")]
    [InlineData("optimistic_locking")]
    [InlineData("streams")]
    [InlineData("scan_streams")]
    [InlineData("blocking_pops")]
    public void Ioredis(string feature) => Passes("ioredis.mjs", feature);

    [RequiresTheory(Needs.NodePackages)]
    [InlineData("visits_are_counted_by_session")]
    [InlineData("a_visit_prolongs_a_session_and_leaving_ends_it")]
    [InlineData("the_store_lists_and_clears_sessions")]
    public void Connect_redis_with_Express(string feature) => Passes("express_sessions.mjs", feature);

    private void Passes(string program, string feature) => server.Passes("node", "node", program, feature);
}
