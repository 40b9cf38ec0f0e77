// What a key shard answers while its journal is slow, fails or refuses: never an OK that a crash could take back.

using ActorKv.Akka.KeyShards;
using ActorKv.Akka.Persistence;
using ActorKv.Akka.Tests.KeyShards;
using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit.Xunit2;

namespace ActorKv.Akka.Tests.Persistence;

public sealed class JournalFaultSpec() : TestKit(Configuration, "faults"), IAsyncLifetime
{
    private readonly ShardNode _node = new();
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IActorRef _shard = null!;
    private Asker _asker = null!;

    private static Config Configuration { get; } = ConfigurationFactory.ParseString(FaultyJournal.Config + """

        akka.loglevel = OFF
        akka.test.single-expect-default = 30s
        """).WithFallback(ActorKvPersistence.Reference);

    public async Task InitializeAsync()
    {
        FaultyJournal.Reset();
        Start();
        await _asker.Run("SET k before");
    }

    public async Task DisposeAsync()
    {
        await Sys.Terminate();
        await _node.DisposeAsync();
    }

    [Fact]
    public async Task A_read_waits_for_the_write_that_it_has_seen()
    {
        FaultyJournal.Gate = _gate.Task;
        Asker reader = new(_shard, CreateTestProbe(), "reader");
        long write = _asker.Tell("SET k after"), read = reader.Tell("GET k");
        await UntilReached();
        Assert.False(_asker.Probe.HasMessages || reader.Probe.HasMessages);
        _gate.SetResult();
        Assert.Equal(["OK"], await _asker.Replies(write, 1));
        Assert.Equal(["after"], await reader.Replies(read, 1));
    }

    [Fact]
    public async Task Turns_that_come_during_a_write_share_the_next()
    {
        FaultyJournal.Gate = _gate.Task;
        int before = FaultyJournal.Writes;
        long[] ids = [.. Enumerable.Range(0, 50).Select(i => _asker.Tell($"SET k{i} v"))];
        await UntilReached();
        _gate.SetResult();
        foreach (long id in ids) await _asker.Replies(id, 1);
        Assert.Equal(2, FaultyJournal.Writes - before);
    }

    [Fact]
    public async Task A_journal_that_fails_stops_the_key_shard_and_says_what_is_unknown()
    {
        FaultyJournal.Gate = _gate.Task;
        Watch(_shard);
        long first = _asker.Tell("SET k lost"), second = _asker.Tell("GET k", "SET other lost");
        await UntilReached();
        _gate.SetException(new IOException("The disk is full."));
        await _asker.Probe.ExpectMsgAsync(new OutcomeUnknown(first, 0));
        await _asker.Probe.ExpectMsgAsync(new OutcomeUnknown(second, 0));
        await ExpectTerminatedAsync(_shard);
        Assert.Equal(0, _node.Store.CountKeys());
        FaultyJournal.Reset();
        Start();
        Assert.Equal(["before", "(nil)"], await _asker.Ask("GET k", "GET other"));
    }

    [Fact]
    public async Task A_journal_that_refuses_an_event_stops_the_key_shard()
    {
        FaultyJournal.Refusal = new NotSupportedException("Not this one.");
        Watch(_shard);
        long id = _asker.Tell("SET k lost");
        await _asker.Probe.ExpectMsgAsync(new OutcomeUnknown(id, 0));
        await ExpectTerminatedAsync(_shard);
        FaultyJournal.Reset();
        Start();
        Assert.Equal("before", await _asker.Run("GET k"));
    }

    [Fact]
    public async Task What_was_persisted_before_the_failure_is_answered()
    {
        Asker blocked = new(_shard, CreateTestProbe(), "blocked");
        long waits = blocked.Tell(SessionUse.Kept, "BLPOP q 0");
        FaultyJournal.Gate = _gate.Task;
        long id = _asker.Tell("PING", "SET k lost");
        await UntilReached();
        _gate.SetException(new IOException("The disk is full."));
        Assert.Equal(["PONG"], Asker.Texts(await _asker.Probe.ExpectMsgAsync<ShardReplies>()));
        await _asker.Probe.ExpectMsgAsync(new OutcomeUnknown(id, 1));
        // It has taken nothing.
        await blocked.Probe.ExpectMsgAsync(new NotDelivered(waits));
    }

    private void Start()
    {
        _shard = Sys.ActorOf(KeyShardActor.Props(_node.Store, 0, new KeyShardSettings()));
        _asker = new Asker(_shard, CreateTestProbe());
    }

    // Everything that was told before has been run when the actor answers this.
    private Task<ActorIdentity> UntilReached() => _shard.Ask<ActorIdentity>(new Identify(1));
}
