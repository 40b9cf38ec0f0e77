// Errors that name a key or a group: their bytes, up to the first NUL, as C prints them.

using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Streams.Shared;

internal static class StreamErrors
{
    /// <summary>The key or its group is missing. For XPENDING, XCLAIM and XAUTOCLAIM; XREADGROUP says where it happened, too.</summary>
    public static void NoKeyOrGroup(KeyTurn turn, ReadOnlySpan<byte> key, ReadOnlySpan<byte> group, ReadOnlySpan<byte> where = default) =>
        turn.Reply.Error((ReadOnlySpan<byte>)
        [
            .. "NOGROUP No such key '"u8, .. StreamIdArgument.CutAtNul(key), .. "' or consumer group '"u8, .. StreamIdArgument.CutAtNul(group),
            .. "'"u8, .. where,
        ]);

    /// <summary>The key is there, its group is missing. For XGROUP and XINFO.</summary>
    public static void NoGroup(KeyTurn turn, ReadOnlySpan<byte> key, ReadOnlySpan<byte> group) =>
        turn.Reply.Error((ReadOnlySpan<byte>)
        [
            .. "NOGROUP No such consumer group '"u8, .. StreamIdArgument.CutAtNul(group), .. "' for key name '"u8, .. StreamIdArgument.CutAtNul(key),
            .. "'"u8,
        ]);

    /// <summary>What containers say of arguments that a subcommand does not know.</summary>
    public static void BadSubcommand(KeyTurn turn, ReadOnlySpan<byte> container, ReadOnlySpan<byte> subcommand) =>
        turn.Reply.Error((ReadOnlySpan<byte>)
        [
            .. "ERR unknown subcommand or wrong number of arguments for '"u8, .. subcommand, .. "'. Try "u8, .. container, .. " HELP."u8,
        ]);
}
