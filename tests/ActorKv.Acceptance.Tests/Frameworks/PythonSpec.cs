// What Python programs put on Redis, as Debian packages it. The programs are in the folder `python`.

using ActorKv.Acceptance.Tests.Harness;

namespace ActorKv.Acceptance.Tests.Frameworks;

public sealed class PythonSpec(SharedServer server) : IClassFixture<SharedServer>
{
    [RequiresTheory(Needs.PythonRedis)]
    [InlineData("transactions")]
    [InlineData("optimistic_increments")]
    [InlineData("locks")]
    [InlineData("subscriptions")]
    [InlineData("polled_subscription")]
    [InlineData("registered_scripts")]
    [InlineData("consumer_groups")]
    public void Python3_redis(string feature) => Passes("session_features.py", feature);

    [RequiresTheory(Needs.PythonRq)]
    [InlineData("results")]
    [InlineData("a_worker_that_forks")]
    [InlineData("queues_in_order_of_importance")]
    [InlineData("failures_and_retries")]
    [InlineData("dependencies")]
    [InlineData("scheduled_jobs")]
    [InlineData("a_worker_is_known_while_it_works")]
    public void RQ(string feature) => Passes("rq_features.py", feature);

    [RequiresTheory(Needs.PythonCelery)]
    [InlineData("results")]
    [InlineData("chains_groups_and_chords")]
    [InlineData("retries")]
    [InlineData("tasks_for_later")]
    [InlineData("priorities_and_remote_control")]
    public void Celery(string feature) => Passes("celery_features.py", feature);

    private void Passes(string program, string feature) => server.Passes(Tool.Python, "python", program, feature);
}
