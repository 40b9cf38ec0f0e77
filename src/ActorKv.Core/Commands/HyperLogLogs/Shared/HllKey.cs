// A key that should hold a HyperLogLog. It is a string, so clients can put anything there: a header that is none is refused here, and before
// the registers of a sparse one are looked at their runs must add up (HllString.IsIntact).

using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.HyperLogLogs;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.HyperLogLogs.Shared;

internal static class HllKey
{
    private static ReadOnlySpan<byte> NoHeader => "WRONGTYPE Key is not a valid HyperLogLog string value."u8;

    private static ReadOnlySpan<byte> Corrupt => "INVALIDOBJ Corrupted HLL object detected"u8;

    /// <summary>The bytes of a key's HyperLogLog; none when the key is missing. False, with the error replied, when it holds something else.</summary>
    public static bool TryGet(scoped in KeyEntry key, KeyTurn turn, out ReadOnlySpan<byte> hll)
    {
        if (!key.TryGetString(out hll)) return false;
        if (!key.Exists || HllString.HasHeader(hll)) return true;
        turn.Reply.Error(NoHeader);
        return false;
    }

    /// <summary>True when the registers may be looked at; otherwise the error is replied.</summary>
    public static bool IsIntact(ReadOnlySpan<byte> hll, KeyTurn turn)
    {
        if (HllString.IsIntact(hll)) return true;
        turn.Reply.Error(Corrupt);
        return false;
    }

    /// <summary>True when the string must be made a buffer before it is changed in place.</summary>
    public static bool IsShort(scoped in KeyEntry key) => key.Value is not StringBuffer { Embedded: false };
}
