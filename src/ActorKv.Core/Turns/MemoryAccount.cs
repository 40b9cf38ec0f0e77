// Keeps the keyspaces' figures of memory exact while commands change values in place.
//
// A keyspace adds and takes off whole values as they come and go. What a command does inside a list or a hash it does not see; so a turn
// notes the size of each such value when it looks the key up, and at its end, or before the value leaves its keyspace, adds the difference.
// Sizes are O(1), so this costs a reading command next to nothing, and short strings, which are never changed in place, nothing at all.

using ActorKv.Core.DataTypes;
using ActorKv.Core.Keyspaces;

namespace ActorKv.Core.Turns;

internal sealed class MemoryAccount
{
    private readonly List<Measured> _measured = [];

    private readonly record struct Measured(Keyspace Space, KeyedValue Value, long Before);

    /// <summary>Notes the size of a value that may be changed now.</summary>
    public void Measure(Keyspace space, KeyedValue value)
    {
        if (value.IsMeasured) return;
        value.IsMeasured = true;
        _measured.Add(new Measured(space, value, value.MemoryUsage));
    }

    /// <summary>Accounts for the changes to one value, which is about to leave its keyspace.</summary>
    public void Settle(KeyedValue value)
    {
        if (!value.IsMeasured) return;
        int at = _measured.Count - 1;
        while (_measured[at].Value != value) at--;
        Settle(_measured[at]);
        _measured.RemoveAt(at);
    }

    /// <summary>Accounts for the changes to all values.</summary>
    public void SettleAll()
    {
        if (_measured.Count == 0) return;
        foreach (Measured measured in _measured) Settle(in measured);
        _measured.Clear();
    }

    private static void Settle(in Measured measured)
    {
        measured.Value.IsMeasured = false;
        measured.Space.AddMemory(measured.Value.MemoryUsage - measured.Before);
    }
}
