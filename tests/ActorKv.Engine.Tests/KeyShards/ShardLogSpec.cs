// A store whose key shards keep their effects each by itself, as a host of actors has it.

using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Core.Keyspaces;
using ActorKv.Core.Turns;
using ActorKv.Engine.Commands;
using ActorKv.Engine.Configuration;
using ActorKv.Engine.KeyShards;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorKv.Engine.Tests.KeyShards;

public sealed class ShardLogSpec : IAsyncDisposable
{
    private readonly Store _store;
    private readonly ManualTime _time = new();
    private readonly KeptEffects _log = new();
    private readonly KeyShard _shard;
    private readonly LocalSession _session;

    public ShardLogSpec()
    {
        CommandTable commands = CommandTables.CreateKeyCommands().AddEngineCommands().Add<FailingCommand>();
        _store = new Store(new ServerParameters(new ServerOptions { KeyShards = 4, Save = [] }), new MemoryJournal(), new MemorySnapshots(), commands, _time, NullLogger.Instance);
        _store.OpenByShards();
        _shard = _store.ShardOf("k"u8);
        _shard.Log = _log;
        _session = new LocalSession(_store);
    }

    [Fact]
    public async Task Effects_go_to_the_log_of_their_key_shard_and_to_no_journal()
    {
        Assert.Equal("OK", await _session.Run("SET k v"));
        Assert.Equal("v", await _session.Run("GET k"));
        Assert.Single(_log.Turns);
        Assert.Equal((1, 0), (_shard.LastLsn, _store.Journal.LastLsn));
    }

    [Fact]
    public async Task A_transaction_is_one_entry_of_the_log()
    {
        await _session.Run("MULTI");
        await _session.Run("SET k 1");
        await _session.Run("INCR k");
        Assert.Equal("[OK, (integer) 2]", await _session.Run("EXEC"));
        Assert.Single(_log.Turns);
    }

    [Fact]
    public async Task What_is_logged_gives_the_same_state_when_it_is_replayed()
    {
        await _session.Run("RPUSH k a b c");
        await _session.Run("LPOP k");
        string digest = StateDigest.Compute(_store.States).ToHex();
        KeyShardState[] fresh = _store.NewStates();
        EffectReplay replay = new(_store.Commands, fresh, _store.Settings);
        foreach (byte[] turn in _log.Turns) replay.Apply(turn, 0, turn.Length, 0);
        Assert.Equal(digest, StateDigest.Compute(fresh).ToHex());
    }

    [Fact]
    public async Task The_sweep_of_one_key_shard_logs_what_it_removes()
    {
        await _session.Run("SET k v PX 10");
        _time.Advance(TimeSpan.FromSeconds(1));
        new ExpirySweep(_store).Sweep(_shard, _store.NowMilliseconds);
        Assert.Equal((2, 0), (_log.Turns.Count, _store.CountKeys()));
    }

    [Fact]
    public async Task A_bug_is_told_to_the_log_and_the_key_shard_stays_closed_until_it_is_renewed()
    {
        await _session.Run("SET k v");
        Assert.StartsWith("(error) ERR internal error", await _session.Run("FAIL k"), StringComparison.Ordinal);
        Assert.True(_log.HasBug);
        Assert.False(_shard.TryEnter());
        _store.Renew(_shard.Index);
        Assert.Equal("(nil)", await _session.Run("GET k"));
    }

    [Fact]
    public async Task A_session_reads_a_key_shard_itself_only_while_all_of_it_is_in_the_journal()
    {
        await _session.Run("SET k v PX 1000");
        Assert.Equal("", Read());
        _log.Durable = 1;
        Assert.Equal("$1\r\nv\r\n", Read());
        // A read that removes a key leaves an effect, which is not in the journal yet.
        _session.Session.Now = 1_000_000_000_000_000;
        Assert.Equal("", Read());
        Assert.Equal(2, _log.Turns.Count);
        _log.Durable = 2;
        Assert.Equal("$-1\r\n", Read());
        Assert.True(_shard.TryEnter());
        Assert.Equal("", Read());
        _shard.Exit();
        _shard.Log = null;
        Assert.Equal("", Read());
    }

    public async ValueTask DisposeAsync()
    {
        _session.Dispose();
        await _store.DisposeAsync();
    }

    // The reply, or nothing when the session may not read.
    private string Read()
    {
        _session.Session.Parts.TryRead((KeyCommand)_store.Commands.Find("GET")!, Request.Of("GET"u8.ToArray(), "k"u8.ToArray()), _shard);
        return Encoding.Latin1.GetString(_session.Session.Output.TakeAll());
    }

    private sealed class FailingCommand : IKeyCommand
    {
        public static CommandSpec Spec { get; } = new("FAIL")
        {
            Group = CommandGroup.Generic, Since = "7.0.0", Complexity = "O(1)", Summary = "Fails.", Syntax = "key",
            Arity = 2, Flags = CommandFlags.Write, Keys = [KeySpec.At(1, KeyAccess.Change)],
        };

        public static void Execute(ref ArgReader args, KeyTurn turn) => throw new InvalidOperationException("A bug.");
    }

    private sealed class KeptEffects : IShardLog
    {
        public List<byte[]> Turns { get; } = [];

        public bool HasBug { get; private set; }

        public long Durable { get; set; }

        public long Append(ReadOnlySpan<byte> effects)
        {
            Turns.Add(effects.ToArray());
            return Turns.Count;
        }

        public void OnBug() => HasBug = true;
    }
}
