// LEFT or RIGHT, as an argument and in effects.

using ActorKv.Core.DataTypes.Lists;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Lists.Shared;

internal static class ListEndArgument
{
    /// <summary>Reads LEFT or RIGHT. False, with the error replied, when the next argument is something else or missing.</summary>
    public static bool TryRead(ref ArgReader args, KeyTurn turn, out ListEnd end)
    {
        end = ListEnd.Head;
        if (args.NextIs("LEFT"u8)) return true;
        end = ListEnd.Tail;
        if (args.NextIs("RIGHT"u8)) return true;
        turn.Reply.Error(Errors.Syntax);
        return false;
    }

    public static ReadOnlySpan<byte> NameOf(ListEnd end) => end == ListEnd.Head ? "LEFT"u8 : "RIGHT"u8;
}
