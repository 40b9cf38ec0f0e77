// Finds the stream and the group that a command is about.

using ActorKv.Core.DataTypes.Streams;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Streams.Shared;

internal static class GroupLookup
{
    private static ReadOnlySpan<byte> KeyMissing =>
        "ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to use the MKSTREAM option to create an empty stream automatically."u8;

    /// <summary>For XGROUP: the key must hold a stream. False when an error has been replied.</summary>
    public static bool TryGetStream(scoped in KeyEntry key, KeyTurn turn, out EntryStream stream)
    {
        stream = null!;
        if (!key.TryGet(out EntryStream? found)) return false;
        if (found is null) turn.Reply.Error(KeyMissing);
        else stream = found;
        return found is not null;
    }

    /// <summary>For XGROUP: the key must hold a stream, and that must have the group.</summary>
    public static bool TryGetGroup(scoped in KeyEntry key, ReadOnlySpan<byte> name, KeyTurn turn, out StreamGroup group)
    {
        group = null!;
        if (!TryGetStream(in key, turn, out EntryStream stream)) return false;
        if (stream.Groups.Find(name) is { } found) group = found;
        else StreamErrors.NoGroup(turn, key.Name, name);
        return group is not null;
    }

    /// <summary>For XPENDING, XCLAIM and XAUTOCLAIM, which have one error for a missing key and a missing group.</summary>
    public static bool TryGetBoth(scoped in KeyEntry key, ReadOnlySpan<byte> name, KeyTurn turn, out EntryStream stream, out StreamGroup group)
    {
        stream = null!;
        group = null!;
        if (!key.TryGet(out EntryStream? found)) return false;
        if (found?.Groups.Find(name) is not { } named)
        {
            StreamErrors.NoKeyOrGroup(turn, key.Name, name);
            return false;
        }
        stream = found;
        group = named;
        return true;
    }
}
