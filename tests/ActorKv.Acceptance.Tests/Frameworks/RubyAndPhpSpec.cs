// Sidekiq on redis-rb, and phpredis, as Debian packages them. The programs are in the folders `ruby` and `php`.

using ActorKv.Acceptance.Tests.Harness;

namespace ActorKv.Acceptance.Tests.Frameworks;

public sealed class RubyAndPhpSpec(SharedServer server) : IClassFixture<SharedServer>
{
    [RequiresTheory(Needs.RubySidekiq)]
    [InlineData("jobs_are_pushed_and_worked")]
    [InlineData("queues_are_listed_and_cleared")]
    [InlineData("scheduled_jobs_wait_for_their_time")]
    [InlineData("failed_jobs_are_retried")]
    [InlineData("hopeless_jobs_die")]
    [InlineData("a_process_is_known_by_its_heartbeat")]
    public void Sidekiq(string feature) => server.Passes("ruby", "ruby", "sidekiq_features.rb", feature);

    [RequiresTheory(Needs.PhpRedis)]
    [InlineData("data_types")]
    [InlineData("serialized_values")]
    [InlineData("transactions")]
    [InlineData("scans")]
    [InlineData("scripts")]
    [InlineData("subscriptions")]
    [InlineData("streams")]
    [InlineData("sessions")]
    public void Phpredis(string feature) => server.Passes("php", "php", "phpredis_features.php", feature);
}
