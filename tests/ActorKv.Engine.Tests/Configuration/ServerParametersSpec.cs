// CONFIG GET and CONFIG SET as the table answers them. Error texts are what redis-server 7.0.15 says to the same request.

using ActorKv.Engine.Configuration;

namespace ActorKv.Engine.Tests.Configuration;

public sealed class ServerParametersSpec
{
    private readonly ServerParameters _parameters = new();

    [Theory]
    [InlineData("port", "6379")]
    [InlineData("bind", "* -::*")]
    [InlineData("appendonly", "yes")]
    [InlineData("appendfsync", "always")]
    [InlineData("save", "3600 1 300 100 60 10000")]
    [InlineData("maxclients", "10000")]
    [InlineData("proto-max-bulk-len", "536870912")]
    [InlineData("client-query-buffer-limit", "1073741824")]
    [InlineData("client-output-buffer-limit", "normal 0 0 0 slave 268435456 67108864 60 pubsub 33554432 8388608 60")]
    [InlineData("list-max-listpack-size", "-2")]
    [InlineData("list-max-ziplist-size", "-2")]
    [InlineData("maxmemory-policy", "noeviction")]
    [InlineData("notify-keyspace-events", "")]
    [InlineData("unixsocketperm", "0")]
    [InlineData("lua-time-limit", "5000")]
    [InlineData("databases", "16")]
    [InlineData("key-shards", "256")]
    [InlineData("cluster-enabled", "no")]
    [InlineData("slaveof", "")]
    public void CONFIG_GET_tells_the_default(string name, string value) => Assert.Equal([new(name, value)], _parameters.Get(name));

    [Fact]
    public void CONFIG_GET_tells_the_whole_path_of_dir() => Assert.Equal(Path.GetFullPath("./data"), Value("dir"));

    [Fact]
    public void CONFIG_GET_of_an_unknown_name_tells_nothing() => Assert.Empty(_parameters.Get("nosuch", "p\\ort"));

    [Fact]
    public void CONFIG_GET_with_patterns_tells_each_match_once()
    {
        Assert.Equal(["maxmemory", "maxmemory-clients", "maxmemory-policy", "maxmemory-samples", "maxmemory-eviction-tenacity"],
            _parameters.Get("maxmem*", "MAXMEMORY", "maxmemory").Select(pair => pair.Key));
        Assert.Equal(["list-max-listpack-size", "list-max-ziplist-size"], _parameters.Get("LIST-max-*").Select(pair => pair.Key));
    }

    [Fact]
    public void CONFIG_GET_of_a_plain_name_gives_it_back_as_it_was_typed() =>
        Assert.Equal([new("Port", "6379")], _parameters.Get("Port", "port", "p[o]rt"));

    [Fact]
    public void CONFIG_GET_star_tells_every_name_and_alias()
    {
        List<KeyValuePair<string, string>> all = _parameters.Get("*");
        Assert.Contains(all, pair => pair.Key == "replica-priority");
        Assert.Contains(all, pair => pair.Key == "slave-priority");
        Assert.Equal(ServerParameterTable.All.Count(p => !p.IsOnlyInFiles) + ServerParameterTable.All.Count(p => p.Alias is not null), all.Count);
    }

    [Theory]
    [InlineData("maxmemory", "1gb", "1073741824")]
    [InlineData("maxmemory", "2k", "2000")]
    [InlineData("maxmemory", "2KB", "2048")]
    [InlineData("maxmemory", "3m", "3000000")]
    [InlineData("maxmemory", "3mb", "3145728")]
    [InlineData("maxmemory", "4g", "4000000000")]
    [InlineData("maxmemory", "5b", "5")]
    [InlineData("maxmemory", "", "0")]
    [InlineData("MAXMEMORY", "7", "7")]
    [InlineData("appendfsync", "EVERYSEC", "everysec")]
    [InlineData("maxmemory-policy", "Allkeys-LRU", "allkeys-lru")]
    [InlineData("protected-mode", "NO", "no")]
    [InlineData("hz", "1000", "500")]
    [InlineData("hz", "0", "1")]
    [InlineData("save", "", "")]
    [InlineData("save", "900 1  300 10", "900 1 300 10")]
    [InlineData("save", "60 0", "60 0")]
    [InlineData("list-max-ziplist-size", "-9", "-9")]
    [InlineData("client-output-buffer-limit", "normal 1mb 2mb 60", "normal 1048576 2097152 60 slave 268435456 67108864 60 pubsub 33554432 8388608 60")]
    [InlineData("client-output-buffer-limit", "replica 1 1 1 pubsub 2 2 2", "normal 0 0 0 slave 1 1 1 pubsub 2 2 2")]
    [InlineData("notify-keyspace-events", "KEA", "AKE")]
    [InlineData("notify-keyspace-events", "KEg$lshzxetdmn", "AKEm")]
    [InlineData("notify-keyspace-events", "Kng", "gnK")]
    [InlineData("notify-keyspace-events", "mn", "nm")]
    [InlineData("requirepass", "a \"b", "a \"b")]
    [InlineData("rdbchecksum", "yes", "yes")]
    [InlineData("latency-tracking-info-percentiles", "50 99 99.9", "50 99 99.9")]
    public void CONFIG_SET_takes_the_value(string name, string value, string printed)
    {
        Assert.True(_parameters.TrySet([new(name, value)], out string error), error);
        Assert.Equal(printed, Value(name));
    }

    [Theory]
    [InlineData("nosuch", "1", "ERR Unknown option or number of arguments for CONFIG SET - 'nosuch'")]
    [InlineData("Include", "1", "ERR Unknown option or number of arguments for CONFIG SET - 'Include'")]
    [InlineData("databases", "5", "databases|can't set immutable config")]
    [InlineData("daemonize", "yes", "daemonize|can't set immutable config")]
    [InlineData("dir", "/tmp", "dir|can't set protected config")]
    [InlineData("dbfilename", "x", "dbfilename|can't set protected config")]
    [InlineData("maxclients", "abc", "maxclients|argument couldn't be parsed into an integer")]
    [InlineData("maxclients", "0", "maxclients|argument must be between 1 and 4294967295 inclusive")]
    [InlineData("MaxClients", "+5", "maxclients|argument couldn't be parsed into an integer")]
    [InlineData("maxclients", "007", "maxclients|argument couldn't be parsed into an integer")]
    [InlineData("maxmemory", "1x", "maxmemory|argument must be a memory value")]
    [InlineData("hll-sparse-max-bytes", "9223372036854775808", "hll-sparse-max-bytes|argument must be between 0 and 9223372036854775807 inclusive")]
    [InlineData("hll-sparse-max-bytes", "99999999999999999999999kb", "hll-sparse-max-bytes|argument must be between 0 and 9223372036854775807 inclusive")]
    [InlineData("maxmemory", "-1", "maxmemory|argument must be a memory value")]
    [InlineData("maxmemory", "1.5gb", "maxmemory|argument must be a memory value")]
    [InlineData("maxmemory", "1 gb", "maxmemory|argument must be a memory value")]
    [InlineData("client-query-buffer-limit", "1", "client-query-buffer-limit|argument must be between 1048576 and 9223372036854775807 inclusive")]
    [InlineData("appendfsync", "foo", "appendfsync|argument(s) must be one of the following: everysec, always, no")]
    [InlineData("loglevel", "foo", "loglevel|argument(s) must be one of the following: debug, verbose, notice, warning")]
    [InlineData("maxmemory-policy", "foo", "maxmemory-policy|argument(s) must be one of the following: volatile-lru, volatile-lfu, volatile-random, volatile-ttl, allkeys-lru, allkeys-lfu, allkeys-random, noeviction")]
    [InlineData("appendonly", "maybe", "appendonly|argument must be 'yes' or 'no'")]
    [InlineData("save", "60", "save|Invalid save parameters")]
    [InlineData("save", "a b", "save|Invalid save parameters")]
    [InlineData("save", "0 1", "save|Invalid save parameters")]
    [InlineData("save", "60 -1", "save|Invalid save parameters")]
    [InlineData("slowlog-log-slower-than", "-2", "slowlog-log-slower-than|argument must be between -1 and 9223372036854775807 inclusive")]
    [InlineData("client-output-buffer-limit", "normal 0 0", "client-output-buffer-limit|Wrong number of arguments in buffer limit configuration.")]
    [InlineData("client-output-buffer-limit", "foo 1mb 2mb 60", "client-output-buffer-limit|Invalid client class specified in buffer limit configuration.")]
    [InlineData("client-output-buffer-limit", "normal -1 0 0", "client-output-buffer-limit|Error in hard, soft or soft_seconds setting in buffer limit configuration.")]
    [InlineData("notify-keyspace-events", "Z", "notify-keyspace-events|Invalid event class character. Use 'Ag$lshzxeKEtmdn'.")]
    [InlineData("slave-priority", "7", "slave-priority|ActorKv supports only '100' here")]
    [InlineData("replicaof", "a 1", "replicaof|ActorKv supports only the empty value here")]
    public void CONFIG_SET_refuses_what_cannot_be(string name, string value, string error)
    {
        string before = Value(name);
        Assert.False(_parameters.TrySet([new(name, value)], out string said));
        string[] parts = error.Split('|');
        Assert.Equal(parts.Length == 1 ? error : $"ERR CONFIG SET failed (possibly related to argument '{parts[0]}') - {parts[1]}", said);
        Assert.Equal(before, Value(name));
    }

    [Fact]
    public void CONFIG_SET_of_several_is_all_or_nothing()
    {
        Assert.False(_parameters.TrySet([new("timeout", "5"), new("maxclients", "x")], out string error));
        Assert.Equal("ERR CONFIG SET failed (possibly related to argument 'maxclients') - argument couldn't be parsed into an integer", error);
        Assert.Equal(0, _parameters.Options.Timeout);

        Assert.True(_parameters.TrySet([new("timeout", "5"), new("maxclients", "6")], out _));
        Assert.Equal((5, 6), (_parameters.Options.Timeout, _parameters.Options.MaxClients));
    }

    [Fact]
    public void CONFIG_SET_checks_names_before_values()
    {
        Assert.False(_parameters.TrySet([new("maxclients", "x"), new("nosuch", "2")], out string error));
        Assert.Equal("ERR Unknown option or number of arguments for CONFIG SET - 'nosuch'", error);
        Assert.False(_parameters.TrySet([new("daemonize", "yes"), new("nosuch", "2")], out error));
        Assert.Equal("ERR CONFIG SET failed (possibly related to argument 'daemonize') - can't set immutable config", error);
    }

    [Fact]
    public void CONFIG_SET_of_the_same_name_twice_is_refused_but_name_and_alias_are_two()
    {
        Assert.False(_parameters.TrySet([new("timeout", "5"), new("TIMEOUT", "6")], out string error));
        Assert.Equal("ERR CONFIG SET failed (possibly related to argument 'timeout') - duplicate parameter", error);

        Assert.True(_parameters.TrySet([new("list-max-ziplist-size", "5"), new("list-max-listpack-size", "6")], out _));
        Assert.Equal(6, _parameters.Options.ListMaxListpackSize);
    }

    [Fact]
    public void A_listener_hears_of_changes_only_and_sees_the_new_value()
    {
        List<int> heard = [];
        _parameters.OnChange("timeout", () => heard.Add(_parameters.Options.Timeout));
        Assert.True(_parameters.TrySet([new("timeout", "5"), new("hz", "20")], out _));
        Assert.True(_parameters.TrySet([new("timeout", "5")], out _));
        Assert.True(_parameters.TrySet([new("hz", "30")], out _));
        Assert.Equal([5], heard);
    }

    [Fact]
    public void A_listener_that_refuses_brings_all_old_values_back()
    {
        List<int> heard = [];
        _parameters.OnChange("timeout", () => heard.Add(_parameters.Options.Timeout));
        _parameters.OnChange("maxclients", () => _parameters.Options.MaxClients > 100_000 ? "The operating system says no" : null);

        Assert.False(_parameters.TrySet([new("timeout", "5"), new("maxclients", "200000")], out string error));
        Assert.Equal("ERR CONFIG SET failed (possibly related to argument 'maxclients') - The operating system says no", error);
        Assert.Equal((0, 10_000L), (_parameters.Options.Timeout, _parameters.Options.MaxClients));
        Assert.Equal([5, 0], heard);
    }

    [Fact]
    public void Listening_to_a_name_that_does_not_exist_is_a_bug() =>
        Assert.Throws<ArgumentException>(() => _parameters.OnChange("nosuch", () => { }));

    [Fact]
    public void Loading_may_set_what_CONFIG_SET_may_not()
    {
        Load("port", "7000");
        Load("dir", "/tmp/x");
        Load("bind", "127.0.0.1", "::1");
        Load("unixsocketperm", "770");
        Assert.Equal((7000, "/tmp/x", 0x1F8), (_parameters.Options.Port, _parameters.Options.Dir, _parameters.Options.UnixSocketPermissions));
        Assert.Equal(["127.0.0.1", "::1"], _parameters.Options.Bind);
        Assert.Equal("770", Value("unixsocketperm"));
    }

    [Fact]
    public void Loaded_save_points_replace_the_default_and_then_add_up()
    {
        Load("save", "900", "1");
        Assert.Equal("900 1", Value("save"));
        Load("save", "60", "5", "30", "6");
        Assert.Equal("900 1 60 5 30 6", Value("save"));
        Load("save", "");
        Assert.Equal("", Value("save"));
        Load("save", "60", "7");
        Assert.Equal("60 7", Value("save"));
    }

    [Theory]
    [InlineData("Bad directive or wrong number of arguments", "nosuch", "x")]
    [InlineData("wrong number of arguments", "port")]
    [InlineData("wrong number of arguments", "port", "1", "2")]
    [InlineData("argument couldn't be parsed into an integer", "port", "abc")]
    [InlineData("argument couldn't be parsed as an octal number", "unixsocketperm", "888")]
    [InlineData("argument must be between 0 and 777 inclusive", "unixsocketperm", "7000")]
    [InlineData("appendfilename can't be a path, just a filename", "appendfilename", "a/b")]
    [InlineData("appenddirname can't be empty", "appenddirname", "")]
    [InlineData("argument must be between 1 and 2147483647 inclusive", "databases", "0")]
    [InlineData("argument must be between 1 and 16384 inclusive", "key-shards", "20000")]
    [InlineData("ActorKv supports only 'no' here", "tls-cluster", "yes")]
    [InlineData("argument must be keyword=value pairs, parted by semicolons", "postgres", "db.example.org")]
    [InlineData("argument must be a name of at most 63 small letters, digits and underscores, and not begin with a digit", "postgres-schema", "a\"b")]
    public void Loading_says_what_is_wrong(string error, string name, params string[] words)
    {
        Assert.False(_parameters.TryLoad(name, words, out string said));
        Assert.Equal(error, said);
    }

    [Theory]
    [InlineData("Host=db;Password=s3cret;Username=kv", "host=db;password=***;username=kv")]
    [InlineData("Host=db;PWD=s3cret", "host=db;pwd=***")]
    [InlineData("Host=db;Username=kv", "Host=db;Username=kv")]
    [InlineData("", "")]
    public void CONFIG_GET_shows_a_connection_string_without_its_password(string loaded, string shown)
    {
        Load("postgres", loaded);
        Assert.Equal(shown, Value("postgres"));
        Assert.Equal(loaded, _parameters.Options.Postgres);
        Assert.Equal([[loaded]], _parameters.Find("postgres")!.Lines(_parameters.Options));
    }

    [Fact]
    public void A_node_of_a_cluster_is_made_at_the_start()
    {
        Load("cluster-enabled", "yes");
        Assert.Equal("yes", Value("cluster-enabled"));
        Assert.False(_parameters.TrySet([new("cluster-enabled", "no")], out _));
    }

    [Fact]
    public void Rewriting_without_a_file_is_an_error()
    {
        Assert.False(_parameters.TryRewrite(out string error));
        Assert.Equal("ERR The server is running without a config file", error);
        _parameters.RewriteFile = () => "Permission denied";
        Assert.False(_parameters.TryRewrite(out error));
        Assert.Equal("ERR Rewriting config file: Permission denied", error);
        _parameters.RewriteFile = () => null;
        Assert.True(_parameters.TryRewrite(out _));
    }

    [Fact]
    public void Every_parameter_prints_and_its_lines_load_again()
    {
        ServerParameters other = new();
        foreach (ServerParameter parameter in ServerParameterTable.All)
        {
            Assert.True(_parameters.IsDefault(parameter), parameter.Name);
            foreach (IReadOnlyList<string> words in parameter.Lines(_parameters.Options))
                Assert.True(other.TryLoad(parameter.Name, [.. words], out string error), $"{parameter.Name}: {error}");
            Assert.Equal(parameter.Print(_parameters.Options), parameter.Print(other.Options));
        }
    }

    [Fact]
    public void Several_words_may_come_as_one()
    {
        Load("save", "60 1000 300 10");
        Assert.Equal([new SavePoint(60, 1000), new SavePoint(300, 10)], _parameters.Options.Save);
    }

    private void Load(string name, params string[] words) => Assert.True(_parameters.TryLoad(name, words, out string error), error);

    private string Value(string name) => _parameters.Find(name)?.Print(_parameters.Options) ?? "";
}
