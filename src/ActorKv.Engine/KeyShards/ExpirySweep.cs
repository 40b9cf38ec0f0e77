// Removes the keys and hash fields of a key shard whose time has come.
//
// The sweep never waits for a key shard: one that is busy is swept the next time. It looks at a bounded number of expiries a shard and
// goes on with a shard while more than a tenth of them were due, as Redis does: active-expire-effort makes
// it look at more and leave fewer. Every removal is a logged effect like any other. One thread at a time.

using ActorKv.Core.Keyspaces;

namespace ActorKv.Engine.KeyShards;

internal sealed class ExpirySweep(Store store)
{
    private const int Examined = 200, Rounds = 16;

    private readonly List<int> _expired = [];
    private readonly HostTurn _turn = new(store);

    public void Sweep(KeyShard shard, long now)
    {
        if (!HasExpiries(shard.State) || !_turn.TryBegin(shard)) return;
        RemoveExpired(shard.State, now);
        _turn.End();
    }

    private void RemoveExpired(KeyShardState state, long now)
    {
        int effort = store.Options.ActiveExpireEffort - 1, examined = Examined + effort * (Examined / 4), rounds = Rounds + effort * (Rounds / 4), few = examined * (10 - effort) / 100;
        for (int database = 0; database < state.Databases; database++)
        {
            if (state.Existing(database) is not { } space) continue;
            for (int round = 0; round < rounds && space.ExpiryCount > 0; round++)
            {
                _expired.Clear();
                space.CollectExpired(now, examined, _expired);
                foreach (int entry in _expired) _turn.Turn.Expire(state, database, entry);
                if (_expired.Count <= few) break;
            }
            for (int round = 0; round < rounds && space.FieldExpiryCount > 0; round++)
            {
                _expired.Clear();
                space.CollectFieldsExpired(now, examined, _expired);
                foreach (int entry in _expired) _turn.Turn.ExpireFields(state, database, entry);
                if (_expired.Count <= few) break;
            }
        }
    }

    public static bool HasExpiries(KeyShardState state)
    {
        for (int database = 0; database < state.Databases; database++)
            if (state.Existing(database) is { } space && space.ExpiryCount + space.FieldExpiryCount > 0) return true;
        return false;
    }
}
