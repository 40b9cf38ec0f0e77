// Reading on a session's own thread, in a key shard that has a host of its own (IShardLog): what somebody else journals may be read by anybody who
// enters it, as long as nothing is read that a crash could take back.
//
//   free? ─► all in the journal? ─► run ─► still all in the journal? ─► answered
//     └─ no        └─ no                        └─ no: the reply is taken back       the host answers instead, when it may
//
// A read may have removed a key whose time had come: that is an effect like any other, and the host journals it.

using ActorKv.Core.Commands;
using ActorKv.Engine.KeyShards;
using ActorKv.Protocol;

namespace ActorKv.Engine.Sessions;

internal sealed partial class SessionTurn
{
    /// <summary>Runs a reading command over one key if its key shard is free and owes its journal nothing. False when it is not; nothing is replied then.</summary>
    public bool TryRead(KeyCommand command, Request request, KeyShard shard)
    {
        if (shard.Log is null || !shard.TryEnter()) return false;
        // Who closes a shard takes its log away while holding it.
        if (shard.Log is not { } log || log.Durable < shard.LastLsn)
        {
            shard.Exit();
            return false;
        }
        Prepare();
        RespWriter output = _session.Output;
        long start = output.Position;
        Turn.BeginSingle(shard.State);
        Turn.Logging = _store.Logging;
        bool intact = Execute(command, request, output);
        Turn.EndSingle();
        _shards.Set(shard.Index);
        if (!intact || Turn.Ready.Count > 0)
        {
            Leave(command, request, intact);
            if (!intact) return true;
        }
        else
        {
            _store.Commit(Turn, shard);
            if (log.Durable >= shard.LastLsn)
            {
                shard.Exit();
                return true;
            }
            shard.Exit();
        }
        output.Truncate(start);
        return false;
    }
}
