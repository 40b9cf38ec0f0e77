// A key shard's actor over a journal in memory: what it answers, and what is left of it when it has stopped.

using ActorKv.Akka.KeyShards;
using ActorKv.Akka.Persistence;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using Akka.TestKit.Xunit2;

namespace ActorKv.Akka.Tests.KeyShards;

public sealed class KeyShardActorSpec() : TestKit(Configuration, "shard"), IAsyncLifetime
{
    private readonly ShardNode _node = new(table => table.Add<FailingCommand>());
    private IActorRef _shard = null!;
    private Asker _asker = null!;

    private static Config Configuration { get; } = ConfigurationFactory.ParseString("""
        akka.loglevel = WARNING
        akka.log-dead-letters = off
        akka.test.single-expect-default = 30s
        akka.persistence.snapshot-store.plugin = akka.persistence.snapshot-store.inmem
        """).WithFallback(ActorKvPersistence.Reference);

    public Task InitializeAsync()
    {
        Start();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await Sys.Terminate();
        await _node.DisposeAsync();
    }

    [Fact]
    public async Task Commands_of_one_message_are_answered_in_order_and_each_by_its_length() =>
        Assert.Equal(["OK", "v", "(integer) 1", "[v]", "(error) ERR wrong number of arguments for 'get' command"],
            await _asker.Ask("SET k v", "GET k", "APPEND m x", "MGET k", "GET"));

    [Fact]
    public async Task A_key_shard_that_is_started_anew_has_the_state_of_before()
    {
        await _asker.Ask("SET k v", "RPUSH l 1 2 3", "HSET h f v", "SADD s a b", "ZADD z 1 m", "XADD x * f v", "SET e v PX 100000");
        for (int i = 0; i < 50; i++) await _asker.Ask($"SET k{i} {i}", "LPOP l", "RPUSH l x");
        string digest = _node.Digest;
        await Stop();
        Assert.Equal(0, _node.Store.CountKeys());
        Start();
        Assert.Equal("49", await _asker.Run("GET k49"));
        Assert.Equal(digest, _node.Digest);
    }

    [Fact]
    public async Task Snapshots_are_taken_and_what_they_cover_is_not_replayed()
    {
        await Stop();
        Start(new KeyShardSettings { SnapshotAfterEvents = 3 });
        for (int i = 0; i < 20; i++) await _asker.Run($"SET k{i} {i}");
        string digest = _node.Digest;
        await Stop();
        Start();
        Assert.Equal("19", await _asker.Run("GET k19"));
        Assert.Equal(digest, _node.Digest);
        IActorRef journal = Sys.ActorOf(Props.Create(() => new JournalReader(TestActor, KeyShardActor.IdOf(0))));
        (bool hasSnapshot, int events) = await ExpectMsgAsync<(bool, int)>();
        Assert.True(hasSnapshot);
        Assert.InRange(events, 0, 4);
    }

    [Fact]
    public async Task A_bug_in_a_command_costs_that_command_and_the_shard_restarts_from_its_journal()
    {
        IActorRef supervised = Sys.ActorOf(KeyShardActor.SupervisedProps(_node.Store, 0, new KeyShardSettings { MinBackoff = TimeSpan.FromMilliseconds(1) }));
        // The supervised one cannot start while the other is there, and tries again.
        await Sys.ActorOf<DeadRequests>().Ask<ActorIdentity>(new Identify(1));
        await Stop();
        Asker asker = new(supervised, CreateTestProbe());
        await UntilUp(asker);
        await asker.Ask("SET k before");
        long id = asker.Tell("SET k last", "FAIL k", "SET k never");
        ShardReplies replies = await asker.Probe.ExpectMsgAsync<ShardReplies>();
        Assert.Equal(["OK", "(error) ERR internal error in 'fail', its key shard restarts from the journal"], Asker.Texts(replies));
        await asker.Probe.ExpectMsgAsync(new NotDelivered(id));
        await UntilUp(asker);
        Assert.Equal("last", await asker.Run("GET k"));
    }

    [Fact]
    public async Task A_blocking_command_is_served_by_a_later_turn_of_somebody_else()
    {
        Asker waiter = new(_shard, CreateTestProbe(), "waiter");
        long id = waiter.Tell(SessionUse.Kept, "BLPOP q 0");
        Assert.Equal("(integer) 1", await _asker.Run("RPUSH q job"));
        Assert.Equal(["[q, job]"], await waiter.Replies(id, 1));
        Assert.Equal("(integer) 0", await _asker.Run("LLEN q"));
    }

    [Fact]
    public async Task A_blocking_command_ends_with_its_timeout()
    {
        long id = _asker.Tell(SessionUse.Kept, "PING", "BLPOP q 5", "PING");
        Assert.Equal(["PONG"], Asker.Texts(await _asker.Probe.ExpectMsgAsync<ShardReplies>()));
        _node.Time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(["(nil)", "PONG"], await _asker.Replies(id, 2));
    }

    [Fact]
    public async Task A_client_that_has_gone_takes_no_element()
    {
        Asker waiter = new(_shard, CreateTestProbe(), "waiter");
        waiter.Tell(SessionUse.Kept, "BLPOP q 0");
        _shard.Tell(new SessionOver("waiter"), waiter.Probe);
        Assert.Equal("(integer) 1", await _asker.Run("RPUSH q job"));
        Assert.Equal("(integer) 1", await _asker.Run("LLEN q"));
    }

    [Fact]
    public async Task What_an_asker_waits_for_goes_with_it()
    {
        Asker waiter = new(_shard, CreateTestProbe(), "waiter");
        waiter.Tell(SessionUse.Kept, "BLPOP q 0");
        await _asker.Run("PING");
        Watch(_shard);
        Sys.Stop(waiter.Probe.Ref);
        // The shard hears of the end by a message of its own; until then the element would be taken and answered to nobody.
        await AwaitAssertAsync(async () =>
        {
            await _asker.Run("DEL q");
            await _asker.Run("RPUSH q job");
            Assert.Equal("(integer) 1", await _asker.Run("LLEN q"));
        }, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task EXEC_answers_nil_when_a_watched_key_was_changed_by_somebody_else()
    {
        Asker other = new(_shard, CreateTestProbe(), "other");
        await _asker.Ask(SessionUse.Kept, "WATCH k");
        Assert.Equal(["OK", "QUEUED", "[OK]"], await _asker.Ask(SessionUse.GoesOn, "MULTI", "SET k mine", "EXEC"));
        await _asker.Ask(SessionUse.Kept, "WATCH k");
        await other.Run("SET k theirs");
        Assert.Equal(["OK", "QUEUED", "(nil)"], await _asker.Ask(SessionUse.GoesOn, "MULTI", "SET k mine", "EXEC"));
        Assert.Equal("theirs", await other.Run("GET k"));
    }

    [Fact]
    public async Task EXEC_answers_nil_when_the_shard_was_started_anew_since_the_WATCH()
    {
        await _asker.Ask(SessionUse.Kept, "WATCH k");
        await Stop();
        Start();
        await _asker.Ask(SessionUse.GoesOn, "WATCH other");
        Assert.Equal(["OK", "QUEUED", "(nil)"], await _asker.Ask(SessionUse.GoesOn, "MULTI", "SET k mine", "EXEC"));
        // The next one is as any other.
        await _asker.Ask(SessionUse.Kept, "WATCH k");
        Assert.Equal(["OK", "QUEUED", "[OK]"], await _asker.Ask(SessionUse.GoesOn, "MULTI", "SET k mine", "EXEC"));
    }

    [Fact]
    public async Task A_script_is_one_turn() =>
        Assert.Equal(["(integer) 2", "2"], await _asker.Ask("EVAL \"redis.call('INCR', KEYS[1]); return redis.call('INCR', KEYS[1])\" 1 n", "GET n"));

    [Fact]
    public async Task A_script_that_takes_long_keeps_its_key_shard_and_the_order_of_its_asker()
    {
        const string Counts = "local n = 0; for i = 1, 3000000 do n = n + i end; redis.call('APPEND', KEYS[1], 'script '); return n";
        Asker other = new(_shard, CreateTestProbe(), "other");
        long script = _asker.Tell("SET k ''", $"EVAL \"{Counts}\" 1 k", "APPEND k own");
        long next = _asker.Tell("GET k"), foreign = other.Tell("STRLEN k");
        List<string> replies = [];
        while (replies.Count < 4)
        {
            ShardReplies some = await _asker.Probe.ExpectMsgAsync<ShardReplies>();
            Assert.Equal(replies.Count < 3 ? script : next, some.Id);
            replies.AddRange(Asker.Texts(some));
        }
        Assert.Equal(["OK", "(integer) 4500001500000", "(integer) 10", "script own"], replies);
        await other.Replies(foreign, 1);
    }

    [Fact]
    public async Task A_script_that_reaches_for_a_key_of_another_key_shard_gets_an_error_and_so_does_a_front_that_counts_otherwise()
    {
        await using ShardNode node = new(keyShards: 2);
        // Of these keys, foo is in key shard 1 of 2, and b in 0.
        Asker asker = new(Sys.ActorOf(KeyShardActor.Props(node.Store, 0, new KeyShardSettings())), CreateTestProbe());
        Assert.Equal("OK", await asker.Run("SET b v"));
        Assert.StartsWith("(error) ERR", await asker.Run("EVAL \"return redis.call('GET', 'foo')\" 1 b"), StringComparison.Ordinal);
        Assert.StartsWith("(error) CROSSSLOT", await asker.Run("SET foo v"), StringComparison.Ordinal);
        Assert.StartsWith("(error) CROSSSLOT", await asker.Run("MSET b 1 foo 2"), StringComparison.Ordinal);
        Assert.Equal("v", await asker.Run("GET b"));
    }

    [Fact]
    public async Task Keys_whose_time_has_come_are_removed_and_stay_removed()
    {
        await _asker.Ask("SET k v PX 100", "SET stays v");
        _node.Time.Advance(TimeSpan.FromSeconds(1));
        _shard.Tell(SweepKeyShard.Instance);
        Assert.Equal("(integer) 1", await _asker.Run("DBSIZE"));
        string digest = _node.Digest;
        await Stop();
        Start();
        Assert.Equal("(integer) 1", await _asker.Run("DBSIZE"));
        Assert.Equal(digest, _node.Digest);
    }

    [Fact]
    public async Task Commands_over_all_keys_concern_this_key_shard_alone() =>
        Assert.Equal(["OK", "OK", "(integer) 2", "OK", "(integer) 0"], await _asker.Ask("SET a 1", "SET b 1", "DBSIZE", "FLUSHALL", "DBSIZE"));

    [Fact]
    public async Task A_message_that_holds_less_than_it_says_is_refused_and_harms_nobody()
    {
        _shard.Tell(new ShardRequests(0, 7, new SessionFacts("s", 0, 2, "default", false), "*1\r\n$4\r\nPING\r\n*1\r\n"u8.ToArray(), 2, SessionUse.Any), _asker.Probe);
        Assert.Equal(["PONG"], Asker.Texts(await _asker.Probe.ExpectMsgAsync<ShardReplies>()));
        await _asker.Probe.ExpectMsgAsync(new NotDelivered(7));
        Assert.Equal("PONG", await _asker.Run("PING"));
    }

    [Fact]
    public async Task A_stop_message_calls_blocked_commands_off_and_loses_nothing_that_was_answered()
    {
        // What comes when the actor has stopped already is answered by this one.
        await Sys.ActorOf<DeadRequests>().Ask<ActorIdentity>(new Identify(1));
        Asker waiter = new(_shard, CreateTestProbe(), "waiter");
        long blocked = waiter.Tell(SessionUse.Kept, "BLPOP q 0");
        List<long> ids = [];
        for (int i = 0; i < 200; i++) ids.Add(_asker.Tell($"INCR n", "PING"));
        _shard.Tell(StopKeyShard.Instance);
        Asker tooLate = new(_shard, CreateTestProbe(), "late");
        long late = tooLate.Tell("INCR n");
        Watch(_shard);
        await waiter.Probe.ExpectMsgAsync(new NotDelivered(blocked));
        foreach (long id in ids) await _asker.Replies(id, 2);
        await tooLate.Probe.ExpectMsgAsync(new NotDelivered(late));
        await ExpectTerminatedAsync(_shard);
        Start();
        Assert.Equal("200", await _asker.Run("GET n"));
    }

    [Fact]
    public async Task A_record_of_a_newer_version_stops_the_start_and_says_who_wrote_it()
    {
        await _asker.Run("SET k v");
        await Stop();
        MessageWriter newer = new(64);
        newer.Byte(2);
        newer.Text("9.9.9");
        IActorRef writer = Sys.ActorOf(Props.Create(() => new ForeignWriter(TestActor, KeyShardActor.IdOf(0))));
        writer.Tell(new UnknownRecord("EV9", newer.ToArray()));
        await ExpectMsgAsync("written");
        await writer.GracefulStop(TimeSpan.FromSeconds(10));
        await Sys.ActorOf<DeadRequests>().Ask<ActorIdentity>(new Identify(1));
        Start();
        Watch(_shard);
        long id = _asker.Tell("GET k");
        await ExpectTerminatedAsync(_shard);
        await _asker.Probe.ExpectMsgAsync(new NotDelivered(id));
        Assert.Contains("ActorKv 9.9.9 wrote it", new UnknownRecord("EV9", newer.ToArray()).ToException(0).Message, StringComparison.Ordinal);
        Assert.Equal(0, _node.Store.CountKeys());
    }

    private void Start(KeyShardSettings? settings = null)
    {
        _shard = Sys.ActorOf(KeyShardActor.Props(_node.Store, 0, settings ?? new KeyShardSettings()));
        _asker = new Asker(_shard, CreateTestProbe());
    }

    private async Task Stop()
    {
        Watch(_shard);
        _shard.Tell(StopKeyShard.Instance);
        await ExpectTerminatedAsync(_shard);
        Unwatch(_shard);
    }

    // A supervisor whose child is down hands messages to the dead letters, which DeadRequests answers.
    private async Task UntilUp(Asker asker) => await AwaitAssertAsync(async () =>
    {
        asker.Tell("PING");
        Assert.IsType<ShardReplies>(await asker.Probe.ExpectMsgAsync<object>());
    }, TimeSpan.FromSeconds(30));

    /// <summary>Tells what a journal holds for a persistence id.</summary>
    private sealed class JournalReader(IActorRef asker, string id) : UntypedPersistentActor
    {
        private bool _hasSnapshot;
        private int _events;

        public override string PersistenceId => id;

        protected override void OnCommand(object message) => Unhandled(message);

        protected override void OnRecover(object message)
        {
            if (message is SnapshotOffer) _hasSnapshot = true;
            else if (message is RecoveryCompleted) asker.Tell((_hasSnapshot, _events));
            else _events++;
        }
    }

    /// <summary>Persists whatever it gets.</summary>
    private sealed class ForeignWriter(IActorRef asker, string id) : UntypedPersistentActor
    {
        public override string PersistenceId => id;

        protected override void OnCommand(object message) => Persist(message, _ => asker.Tell("written"));

        protected override void OnRecover(object message)
        {
            // Whatever is there stays there.
        }
    }
}
