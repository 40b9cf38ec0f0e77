// A turn of the store's own, for what nobody asked for: the sweep that removes expired keys, and eviction.
//
//   if (turn.TryBegin(shard)) { … turn.Turn.Expire(…) …; turn.End(); }
//
// It never waits for a key shard. What it removes is committed as any turn's effects are, and who waits for what went is told. One thread
// at a time.

using ActorKv.Core.Turns;
using ActorKv.Engine.Blocking;
using ActorKv.Protocol;

namespace ActorKv.Engine.KeyShards;

internal sealed class HostTurn(Store store)
{
    private KeyShard? _shard;

    public KeyTurn Turn { get; } = store.NewTurn(new RespWriter());

    /// <summary>Enters a shard if it is free.</summary>
    public bool TryBegin(KeyShard shard)
    {
        if (!shard.TryEnter()) return false;
        _shard = shard;
        Turn.Now = store.NowMilliseconds;
        Turn.Logging = store.Logging;
        Turn.BeginSingle(shard.State);
        return true;
    }

    /// <summary>Commits, and leaves the shard.</summary>
    public void End()
    {
        KeyShard shard = _shard!;
        Turn.EndSingle();
        List<ReadyKey>? gone = Turn.Ready.Count > 0 ? [.. Turn.Ready] : null;
        store.Commit(Turn, shard);
        List<BlockedCommand>? later = gone is null ? null : store.Blocking.Serve(gone, [shard.Index]);
        shard.Exit();
        foreach (BlockedCommand waiting in later ?? []) waiting.Attempt();
    }
}
