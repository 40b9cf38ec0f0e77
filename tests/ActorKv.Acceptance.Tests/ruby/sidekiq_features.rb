# What users of Sidekiq do: push jobs, work them, put them off, retry them.
#
#     ruby sidekiq_features.rb PORT FEATURE
#
# Each feature is a method of Features; it raises when the server does not do its part. The jobs are worked by Sidekiq's own manager,
# processors, poller and heartbeat, in threads of this program.

require "sidekiq"
require "sidekiq/api"
require "sidekiq/launcher"

PATIENCE = 30
URL = "redis://127.0.0.1:#{ARGV.fetch(0)}/0"

Sidekiq.configure_client { |config| config.redis = { url: URL } }
Sidekiq.logger.level = Logger::FATAL
Redis.silence_deprecations = true
Sidekiq.redis = { url: URL, size: 10 }

DONE = Queue.new

class Add
  include Sidekiq::Worker

  def perform(left, right)
    DONE << left + right
  end
end

class Flaky
  include Sidekiq::Worker
  sidekiq_options retry: 3

  def perform(failures)
    @@runs ||= 0
    raise "run #{@@runs}" if (@@runs += 1) <= failures
    DONE << "at last after #{@@runs}"
  end
end

class Hopeless
  include Sidekiq::Worker
  sidekiq_options retry: 0
  sidekiq_retries_exhausted { |job, _| DONE << "gave up #{job['args']}" }

  def perform(_)
    raise "never"
  end
end

module Features
  module_function

  def jobs_are_pushed_and_worked
    20.times { |number| Add.perform_async(number, number) }
    Sidekiq::Client.push_bulk("class" => Add, "args" => (0...30).map { |number| [number, 100] })
    check Sidekiq::Queue.new.size == 50
    at_work do
      sums = Array.new(50) { take }
      check sums.sort == ((0...20).map { |n| 2 * n } + (100...130).to_a).sort, sums
    end
    check Sidekiq::Stats.new.processed == 50 && Sidekiq::Queue.new.size.zero? && Sidekiq::Stats.new.failed.zero?
  end

  def queues_are_listed_and_cleared
    Add.set(queue: "urgent").perform_async(1, 2)
    job = Add.perform_async(3, 4)
    check Sidekiq::Queue.all.map(&:name).sort == %w[default urgent]
    check Sidekiq::Queue.new.find_job(job).args == [3, 4]
    Sidekiq::Queue.new.find_job(job).delete
    check Sidekiq::Queue.new.size.zero?
    at_work(queues: %w[urgent default]) { check take == 3 }
    Sidekiq::Queue.new("urgent").clear
    check Sidekiq::Queue.all.map(&:name) == %w[default]
  end

  def scheduled_jobs_wait_for_their_time
    Add.perform_in(3600, 1, 2)
    Add.perform_in(0.2, 20, 22)
    check Sidekiq::ScheduledSet.new.size == 2
    at_work { check take == 42 }
    check Sidekiq::ScheduledSet.new.map(&:args) == [[1, 2]]
    Sidekiq::ScheduledSet.new.each(&:add_to_queue)
    check Sidekiq::Queue.new.map(&:args) == [[1, 2]]
  end

  def failed_jobs_are_retried
    Flaky.perform_async(2)
    at_work do
      2.times do |run|
        eventually { Sidekiq::RetrySet.new.size == 1 }
        check Sidekiq::RetrySet.new.first["error_message"] == "run #{run + 1}"
        Sidekiq::RetrySet.new.first.retry
      end
      check take == "at last after 3"
    end
    check Sidekiq::RetrySet.new.size.zero?
    check Sidekiq::Stats.new.failed == 2, Sidekiq::Stats.new.failed
  end

  def hopeless_jobs_die
    Hopeless.perform_async("x")
    at_work do
      check take == 'gave up ["x"]'
      eventually { Sidekiq::DeadSet.new.size == 1 }
    end
    dead = Sidekiq::DeadSet.new.first
    check [dead.klass, dead["error_message"]] == %w[Hopeless never], dead.item
    dead.retry
    check Sidekiq::Queue.new.size == 1 && Sidekiq::DeadSet.new.size.zero?
  end

  def a_process_is_known_by_its_heartbeat
    at_work do
      eventually { Sidekiq::ProcessSet.new(false).size == 1 }
      process = Sidekiq::ProcessSet.new(false).first
      check process["concurrency"] == 4 && process["queues"] == %w[default], process
      check Sidekiq.redis { |redis| redis.ttl(process.identity) } > 0
    end
    check Sidekiq::ProcessSet.new(false).size.zero?
  end

  def check(truth, what = nil)
    raise "not as it should be: #{what.inspect}" unless truth
  end

  def take
    Timeout.timeout(PATIENCE) { DONE.pop }
  end

  def eventually
    Timeout.timeout(PATIENCE) { sleep 0.005 until yield }
  end

  def at_work(queues: %w[default])
    options = Sidekiq.options.merge(
      queues: queues, concurrency: 4, fetch: nil, timeout: 5, poll_interval_average: 0.1, average_scheduled_poll_interval: 0.1, strict: true)
    Sidekiq.options.merge!(options)
    options[:fetch] = Sidekiq::BasicFetch.new(options)
    launcher = Sidekiq::Launcher.new(options)
    launcher.run
    yield
  ensure
    launcher&.stop
    Sidekiq::Launcher.flush_stats
  end
end

Features.public_send(ARGV.fetch(1))
