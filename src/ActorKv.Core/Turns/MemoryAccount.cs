// Keeps the keyspaces' figures of memory exact while commands change values in place.
//
// A keyspace adds and takes off whole values as they come and go. What a command does inside a list or a hash it does not see; so a turn
// notes the size of each such value when it looks the key up, and at its end, or before the value leaves its keyspace, adds the difference.
// Sizes are O(1), so this costs a reading command next to nothing, and short strings, which are never changed in place, nothing at all.
//
// The same two moments wake small values and lay them to rest (DataTypes/RestingValue.cs).

using System.Runtime.CompilerServices;
using ActorKv.Core.DataTypes;
using ActorKv.Core.Keyspaces;

namespace ActorKv.Core.Turns;

internal sealed class MemoryAccount
{
    private const int KeptOfType = 16;

    private readonly List<Measured> _measured = [];
    private readonly Stack<RestingValue>[] _idle = [new(), new(), new(), new(), new()];       // by type: values without an array

    private readonly record struct Measured(Keyspace Space, int Index, KeyedValue Value, long Before);

    /// <summary>Notes the size of an entry's value, no short string, which may be changed now. Wakes it if it is at rest.</summary>
    public void Measure(Keyspace space, int index)
    {
        ref Entry entry = ref space[index];
        if (RestingValue.AsArray(entry.Value!) is { } array) entry.Value = Wake(array, in entry);
        KeyedValue value = Unsafe.As<KeyedValue>(entry.Value!);
        if (value.IsMeasured) return;
        value.IsMeasured = true;
        _measured.Add(new Measured(space, index, value, value.MemoryUsage));
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
        foreach (Measured measured in _measured)
        {
            Settle(in measured);
            if (measured.Value is RestingValue { MayRest: true }) LayToRest(measured.Space, measured.Index, measured.Value);
        }
        _measured.Clear();
    }

    private RestingValue Wake(byte[] array, ref readonly Entry entry)
    {
        DataType type = Keyspace.RestingTypeOf(in entry);
        if (!_idle[(int)type].TryPop(out RestingValue? value)) value = RestingValue.Create(type);
        value.Wake(array, entry.KeyLength);
        return value;
    }

    private void LayToRest(Keyspace space, int index, KeyedValue value)
    {
        if (index >= space.EntryLimit || space[index].Value != value || space.LayToRest(index) is not { } idle) return;
        Stack<RestingValue> kept = _idle[(int)idle.Type];
        if (kept.Count < KeptOfType) kept.Push(idle);
    }

    private static void Settle(in Measured measured)
    {
        measured.Value.IsMeasured = false;
        measured.Space.AddMemory(measured.Value.MemoryUsage - measured.Before);
    }
}
