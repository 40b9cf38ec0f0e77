// The key shards that a turn holds, for commands over whole databases (DBSIZE, FLUSHALL, SWAPDB).
//
// Such a command walks these, never "all shards": asked by a client it holds them all, and replayed from the journal it holds only the
// one its effect was logged for. So the same code serves both, and shards can be recovered in parallel.

using ActorKv.Core.Keyspaces;

namespace ActorKv.Core.Turns;

internal readonly struct HeldShards(KeyTurn turn, KeyShardState[] shards)
{
    public Enumerator GetEnumerator() => new(turn, shards);

    internal struct Enumerator(KeyTurn turn, KeyShardState[] shards)
    {
        private int _at = -1;

        public readonly KeyShardState Current => shards[_at];

        public bool MoveNext()
        {
            while (++_at < shards.Length)
                if (shards[_at].Holder == turn) return true;
            return false;
        }
    }
}
