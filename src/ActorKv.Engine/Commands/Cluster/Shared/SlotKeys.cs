// The keys of one slot in a session's database, within a turn that holds the slot's key shard. Keys whose time has come count until they are removed,
// as in Redis.

using ActorKv.Core.Keys;
using ActorKv.Core.Keyspaces;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Cluster.Shared;

internal readonly struct SlotKeys(Session session, int slot)
{
    private readonly Keyspace? _space = session.Store.States[Slot.ToShard(slot, session.Store.Shards.Length)].Existing(session.Database);

    public Enumerator GetEnumerator() => new(_space, slot);

    internal ref struct Enumerator(Keyspace? space, int slot)
    {
        private int _index = -1;

        public ReadOnlySpan<byte> Current { get; private set; }

        public bool MoveNext()
        {
            if (space is null) return false;
            while (++_index < space.EntryLimit)
            {
                ref Entry entry = ref space[_index];
                if (entry.IsFree) continue;
                ReadOnlySpan<byte> key = Keyspace.KeyOf(in entry);
                if (Slot.Of(key) != slot) continue;
                Current = key;
                return true;
            }
            return false;
        }
    }
}
