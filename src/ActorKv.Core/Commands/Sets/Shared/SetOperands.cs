// The sets that SINTER, SUNION, SDIFF and their relatives work on: all keys are looked up, and their types checked, before anything is computed.
//
// A missing key is an empty set and takes no place in the list. The list is rented: a command over sets allocates nothing for it.

using System.Buffers;
using ActorKv.Core.DataTypes.Sets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Sets.Shared;

internal ref struct SetOperands : IDisposable
{
    private SetValue[] _rented;
    private int _count;

    /// <summary>The sets that exist, in the order of their keys. Whoever computes with them may put them into another order.</summary>
    public readonly Span<SetValue> Sets => _rented.AsSpan(0, _count);

    /// <summary>Whether a key, and whether the first one, is missing.</summary>
    public bool AnyMissing { get; private set; }

    public bool FirstMissing { get; private set; }

    /// <summary>Reads <paramref name="keys"/> keys. False, with the error replied, when one holds another type.</summary>
    public static bool TryRead(ref ArgReader args, int keys, KeyTurn turn, out SetOperands operands)
    {
        operands = new SetOperands { _rented = ArrayPool<SetValue>.Shared.Rent(keys) };
        for (int i = 0; i < keys; i++)
        {
            if (!turn.Read(args.Next()).TryGet(out SetValue? set))
            {
                operands.Dispose();
                return false;
            }
            if (set is not null) operands._rented[operands._count++] = set;
            else operands.AnyMissing = true;
            if (i == 0) operands.FirstMissing = set is null;
        }
        return true;
    }

    public void Dispose()
    {
        Sets.Clear();
        ArrayPool<SetValue>.Shared.Return(_rented);
        _rented = [];
        _count = 0;
    }
}
