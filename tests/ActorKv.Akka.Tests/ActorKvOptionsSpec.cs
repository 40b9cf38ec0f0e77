using Akka.Configuration;

namespace ActorKv.Akka.Tests;

public sealed class ActorKvOptionsSpec
{
    [Fact]
    public void The_defaults_of_the_configuration_are_those_of_the_options()
    {
        ActorKvOptions read = ActorKvOptions.From(Config.Empty), fresh = new();
        foreach (System.Reflection.PropertyInfo property in typeof(ActorKvOptions).GetProperties()) Assert.Equal(property.GetValue(fresh), property.GetValue(read));
        fresh.Validate();
    }

    [Fact]
    public void Every_option_has_its_key_and_every_key_its_option()
    {
        Config own = ActorKvConfiguration.Reference.GetConfig("actorkv");
        List<string> keys = [];
        foreach ((string key, var value) in own.AsEnumerable())
        {
            if (key == "tcp") keys.AddRange(own.GetConfig("tcp").AsEnumerable().Select(pair => "tcp." + pair.Key));
            else keys.Add(key);
        }
        string[] documented = [.. typeof(ActorKvOptions).GetProperties().Select(property => KeyOf(property.Name))];
        Assert.Equal(keys.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Everything_can_be_stated()
    {
        ActorKvOptions options = ActorKvOptions.From(ConfigurationFactory.ParseString("""
            actorkv {
              key-shards = 64, databases = 2, role = kv, request-timeout = 3s, tcp { host = "0.0.0.0", port = 6380, backlog = 10 }
              journal = j, snapshot-store = s, snapshot-after-bytes = 1 MiB, snapshot-after-events = 5, sweep-interval = 1s, min-backoff = 1s, max-backoff = 2s
              settings { requirepass = secret, maxclients = "10" }
            }
            """));
        Assert.Equal((64, 2, "kv", TimeSpan.FromSeconds(3)), (options.KeyShards, options.Databases, options.Role, options.RequestTimeout));
        Assert.Equal(("0.0.0.0", 6380, 10), (options.Host, options.Port, options.Backlog));
        Assert.Equal(("j", "s", 1L << 20, 5), (options.Journal, options.SnapshotStore, options.SnapshotAfterBytes, options.SnapshotAfterEvents));
        Assert.Equal((TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)), (options.SweepInterval, options.MinBackoff, options.MaxBackoff));
        Assert.Equal(("secret", "10"), (options.Settings["requirepass"], options.Settings["maxclients"]));
    }

    [Theory]
    [InlineData("key-shards = 0")]
    [InlineData("key-shards = 20000")]
    [InlineData("databases = 0")]
    [InlineData("request-timeout = 0s")]
    [InlineData("tcp.port = 70000")]
    [InlineData("tcp.port = here")]
    [InlineData("max-backoff = 1ms")]
    public void What_is_out_of_range_is_refused_by_name(string line)
    {
        string key = line.Split(' ')[0];
        Assert.Contains(key, Assert.Throws<ConfigurationException>(() => ActorKvOptions.From(ConfigurationFactory.ParseString($"actorkv {{ {line} }}")).Validate()).Message, StringComparison.Ordinal);
    }

    private static string KeyOf(string property) => property switch
    {
        "Host" or "Port" or "Backlog" => "tcp." + property.ToLowerInvariant(),
        _ => string.Concat(property.Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : "-") + char.ToLowerInvariant(c) : c.ToString())),
    };
}
