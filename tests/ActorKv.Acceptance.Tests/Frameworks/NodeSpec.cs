// The npm packages that Node.js programs put on Redis. The programs are in the folder `node`; test.sh installs the packages there.

using ActorKv.Acceptance.Tests.Harness;

namespace ActorKv.Acceptance.Tests.Frameworks;

public sealed class NodeSpec(SharedServer server) : IClassFixture<SharedServer>
{
    [RequiresTheory(Needs.NodePackages)]
    [InlineData("data_types")]
    [InlineData("multi")]
    [InlineData("watch")]
    [InlineData("scripts")]
    [InlineData("functions")]
    [InlineData("pub_sub")]
    [InlineData("streams")]
    [InlineData("scan_iterators")]
    [InlineData("blocking")]
    [InlineData("client_side_cache")]
    public void Node_redis(string feature) => Passes("node_redis.mjs", feature);

    [RequiresTheory(Needs.NodePackages)]
    [InlineData("pipelines")]
    [InlineData("auto_pipelining")]
    [InlineData("transactions")]
    [InlineData("optimistic_locking")]
    [InlineData("custom_commands")]
    [InlineData("pub_sub")]
    [InlineData("subscriptions_survive_a_reconnection")]
    [InlineData("keyspace_notifications")]
    [InlineData("streams")]
    [InlineData("scan_streams")]
    [InlineData("blocking_pops")]
    [InlineData("monitor")]
    public void Ioredis(string feature) => Passes("ioredis.mjs", feature);

    [RequiresTheory(Needs.NodePackages)]
    [InlineData("jobs_and_results")]
    [InlineData("many_workers_take_each_job_once")]
    [InlineData("delayed_jobs")]
    [InlineData("priorities")]
    [InlineData("retries_and_backoff")]
    [InlineData("flows")]
    [InlineData("job_schedulers")]
    [InlineData("rate_limit")]
    [InlineData("deduplication")]
    [InlineData("events_are_heard_in_order")]
    [InlineData("pause_drain_clean_and_obliterate")]
    [InlineData("a_job_whose_worker_died_is_taken_again")]
    [InlineData("a_job_puts_itself_off")]
    public void BullMQ(string feature) => Passes("bullmq.mjs", feature);

    [RequiresTheory(Needs.NodePackages)]
    [InlineData("visits_are_counted_by_session")]
    [InlineData("a_visit_prolongs_a_session_and_leaving_ends_it")]
    [InlineData("the_store_lists_and_clears_sessions")]
    public void Connect_redis_with_Express(string feature) => Passes("express_sessions.mjs", feature);

    [RequiresTheory(Needs.NodePackages)]
    [InlineData("consume_until_the_limit")]
    [InlineData("concurrent_consumers_share_one_limit")]
    [InlineData("penalties_rewards_and_blocks")]
    [InlineData("points_come_back_with_time")]
    [InlineData("bursts_and_queues")]
    [InlineData("over_node_redis")]
    public void Rate_limiter_flexible(string feature) => Passes("rate_limiter.mjs", feature);

    [RequiresTheory(Needs.NodePackages)]
    [InlineData("a_lock_is_held_by_one")]
    [InlineData("a_lock_over_many_resources_is_all_or_nothing")]
    [InlineData("a_lock_is_extended_and_runs_out")]
    [InlineData("a_critical_section_is_entered_one_by_one")]
    public void Redlock(string feature) => Passes("redlock.mjs", feature);

    [RequiresTheory(Needs.NodePackages)]
    [InlineData("keys_are_shown_by_type")]
    [InlineData("keys_are_edited")]
    [InlineData("its_console_runs_commands_and_its_info_page_shows_the_server")]
    public void Redis_commander(string feature) => Passes("redis_commander.mjs", feature);

    private void Passes(string program, string feature) => server.Passes("node", "node", program, feature);
}
