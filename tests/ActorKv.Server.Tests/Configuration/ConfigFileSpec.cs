using ActorKv.Engine.Configuration;
using ActorKv.Engine.Tests;
using ActorKv.Server.Configuration;

namespace ActorKv.Server.Tests.Configuration;

public sealed class ConfigFileSpec : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ServerParameters _parameters = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Comments_blank_lines_quotes_and_any_case_are_read()
    {
        Load("# a comment\n\n  \t\n  PORT 7000\r\nrequirepass \"a \\\"b\\x41\"\nlogfile 'x y.log'\n   # another\nsave 900 1\nsave 60 5\n");
        ServerOptions options = _parameters.Options;
        Assert.Equal((7000, "a \"bA", "x y.log"), (options.Port, options.RequirePass, options.LogFile));
        Assert.Equal([new SavePoint(900, 1), new SavePoint(60, 5)], options.Save);
    }

    [Fact]
    public void What_the_configuration_file_of_a_Redis_package_sets_is_taken()
    {
        Load("""
            bind 127.0.0.1 -::1
            protected-mode yes
            port 6379
            tcp-backlog 511
            timeout 0
            tcp-keepalive 300
            daemonize yes
            pidfile /run/redis/redis-server.pid
            loglevel notice
            logfile /var/log/redis/redis-server.log
            databases 16
            always-show-logo no
            set-proc-title yes
            proc-title-template "{title} {listen-addr} {server-mode}"
            stop-writes-on-bgsave-error yes
            rdbcompression yes
            rdbchecksum yes
            dbfilename dump.rdb
            rdb-del-sync-files no
            dir /var/lib/redis
            replica-serve-stale-data yes
            replica-read-only yes
            repl-diskless-sync yes
            repl-diskless-sync-delay 5
            repl-diskless-sync-max-replicas 0
            repl-diskless-load disabled
            repl-disable-tcp-nodelay no
            replica-priority 100
            acllog-max-len 128
            lazyfree-lazy-eviction no
            replica-lazy-flush no
            oom-score-adj no
            oom-score-adj-values 0 200 800
            disable-thp yes
            appendonly no
            appendfilename "appendonly.aof"
            appenddirname "appendonlydir"
            appendfsync everysec
            no-appendfsync-on-rewrite no
            auto-aof-rewrite-percentage 100
            auto-aof-rewrite-min-size 64mb
            aof-load-truncated yes
            aof-use-rdb-preamble yes
            aof-timestamp-enabled no
            slowlog-log-slower-than 10000
            latency-monitor-threshold 0
            notify-keyspace-events ""
            hash-max-listpack-value 64
            list-max-listpack-size -2
            hll-sparse-max-bytes 3000
            activerehashing yes
            client-output-buffer-limit normal 0 0 0
            client-output-buffer-limit replica 256mb 64mb 60
            client-output-buffer-limit pubsub 32mb 8mb 60
            hz 10
            dynamic-hz yes
            aof-rewrite-incremental-fsync yes
            rdb-save-incremental-fsync yes
            jemalloc-bg-thread yes
            """);
        Assert.Equal((false, AppendFsync.EverySecond, true), (_parameters.Options.AppendOnly, _parameters.Options.AppendFsync, _parameters.Options.Daemonize));
        Assert.Equal(OutputBufferLimits.Default, _parameters.Options.ClientOutputBufferLimits);
    }

    [Fact]
    public void The_last_line_wins()
    {
        Load("port 7000\nport 7001");
        Assert.Equal(7001, _parameters.Options.Port);
    }

    [Theory]
    [InlineData("port 7000\nnosuch x\n", 2, "nosuch x", "Bad directive or wrong number of arguments")]
    [InlineData("port abc", 1, "port abc", "argument couldn't be parsed into an integer")]
    [InlineData("\n\n  port   1 2  \r\n", 3, "port   1 2", "wrong number of arguments")]
    [InlineData("port", 1, "port", "wrong number of arguments")]
    [InlineData("port \"1", 1, "port \"1", "Unbalanced quotes in configuration line")]
    [InlineData("appendonly maybe", 1, "appendonly maybe", "argument must be 'yes' or 'no'")]
    [InlineData("save 60", 1, "save 60", "Invalid save parameters")]
    [InlineData("maxmemory 1x", 1, "maxmemory 1x", "argument must be a memory value")]
    [InlineData("include", 1, "include", "Bad directive or wrong number of arguments")]
    [InlineData("tls-cluster yes", 1, "tls-cluster yes", "ActorKv supports only 'no' here")]
    public void A_bad_line_is_told_with_file_and_number(string text, int number, string line, string reason)
    {
        string path = _folder.File("bad.conf", text);
        string message = Assert.Throws<ConfigurationException>(() => ConfigFile.Load(path, _parameters)).Message;
        Assert.StartsWith("\n*** FATAL CONFIG FILE ERROR (ActorKv ", message, StringComparison.Ordinal);
        Assert.EndsWith($"\nReading the configuration file, at line {number} of '{path}'\n>>> '{line}'\n{reason}", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_told_by_name()
    {
        string path = _folder.File("nosuch.conf");
        Assert.Equal($"Fatal error, can't open config file '{path}': No such file or directory",
            Assert.Throws<ConfigurationException>(() => ConfigFile.Load(path, _parameters)).Message);
    }

    [Fact]
    public void Include_takes_the_file_at_its_place()
    {
        string inner = _folder.File("inner.conf", "port 7001\ntimeout 5\n");
        Load($"port 7000\ntimeout 4\ninclude {inner}\ntimeout 6\n");
        Assert.Equal((7001, 6), (_parameters.Options.Port, _parameters.Options.Timeout));
    }

    [Fact]
    public void Include_with_a_pattern_takes_all_matches_in_order_and_may_find_none()
    {
        _folder.File("b.inc", "timeout 2\n");
        _folder.File("a.inc", "timeout 1\nhz 20\n");
        _folder.File("c.other", "timeout 3\n");
        Load($"include \"{_folder.Path}/*.inc\"\ninclude {_folder.Path}/*.none\n");
        Assert.Equal((2, 20), (_parameters.Options.Timeout, _parameters.Options.Hz));
    }

    [Fact]
    public void A_bad_line_of_an_included_file_names_that_file()
    {
        string inner = _folder.File("inner.conf", "\nport x\n");
        string message = Assert.Throws<ConfigurationException>(() => Load($"include {inner}\n")).Message;
        Assert.Contains($"at line 2 of '{inner}'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_includes_itself_is_an_error()
    {
        string path = _folder.File("self.conf");
        File.WriteAllText(path, $"include {path}\n");
        string message = Assert.Throws<ConfigurationException>(() => ConfigFile.Load(path, _parameters)).Message;
        Assert.Contains("included more than 16 deep", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("quo\"te and 'single' and back\\slash")]
    [InlineData("tab\tline\nreturn\rnul\0bell\a")]
    [InlineData("#hash")]
    [InlineData("größe")]
    public void A_quoted_word_reads_back_as_it_was(string word) => Assert.Equal(["name", word], ConfigFile.Words("name " + ConfigFile.Quoted(word))!);

    private void Load(string text) => ConfigFile.Load(_folder.File("test.conf", text), _parameters);
}
