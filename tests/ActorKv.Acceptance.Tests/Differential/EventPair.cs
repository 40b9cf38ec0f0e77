// What ActorKv and redis-server tell of keys, side by side: every class of events, each as "event key", with the database when it is not 0.
//
// A message to a channel of our own, published when the commands have been answered, marks how far to read.

using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Protocol;

namespace ActorKv.Acceptance.Tests.Differential;

internal sealed class EventPair(RespServer actorKv, RespServer redis) : IDisposable
{
    private readonly Listener _actorKv = new(actorKv), _redis = new(redis);

    /// <summary>How what both told since the last time differs, or null.</summary>
    /// <param name="commands">The commands since then.</param>
    public string? Difference(params IEnumerable<RandomCommand> commands)
    {
        List<string> left = _actorKv.Take(), right = _redis.Take();
        // SORT of a set looks up what BY and GET name in the order of the server's hash table.
        if (commands.Any(command => command.Name is "SORT" or "SORT_RO"))
        {
            left.Sort(StringComparer.Ordinal);
            right.Sort(StringComparer.Ordinal);
        }
        return left.SequenceEqual(right) ? null : $"ActorKv tells: {string.Join(", ", left)}\nRedis tells:   {string.Join(", ", right)}";
    }

    public void Dispose()
    {
        _actorKv.Dispose();
        _redis.Dispose();
    }

    private sealed class Listener : IDisposable
    {
        private const string Mark = "end of events", Prefix = "__keyspace@", AllClasses = "KAmn";

        private readonly RespClient _subscriber, _publisher;

        public Listener(RespServer server)
        {
            _subscriber = server.Connect();
            _publisher = server.Connect();
            Assert.Equal("OK", _publisher.Do("CONFIG", "SET", "notify-keyspace-events", AllClasses).Text);
            _subscriber.Do("SUBSCRIBE", Mark);
            _subscriber.Do("PSUBSCRIBE", Prefix + "*");
        }

        public List<string> Take()
        {
            _publisher.Do("PUBLISH", Mark, "");
            List<string> events = [];
            while (true)
            {
                Reply message = _subscriber.Receive();
                if (message.Items[1].Text == Mark) return events;
                byte[] channel = message.Items[2].Bytes;
                int end = Array.IndexOf(channel, (byte)':');
                string database = channel[Prefix.Length] == '0' ? "" : $" in {(char)channel[Prefix.Length]}";
                events.Add($"{message.Items[3].Text} {RandomCommand.Quote(channel[(end + 1)..])}{database}");
            }
        }

        public void Dispose()
        {
            _subscriber.Dispose();
            _publisher.Dispose();
        }
    }
}
