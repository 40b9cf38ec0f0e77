// What LPUSH, RPUSH, LPUSHX and RPUSHX have in common. The effect is the command as it was asked.

using ActorKv.Core.DataTypes.Lists;
using ActorKv.Core.DataTypes.Packed;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Lists.Shared;

internal static class ListPush
{
    /// <summary>Pushes all remaining arguments at one end and replies the new length.</summary>
    public static void Execute(ref ArgReader args, KeyTurn turn, ListEnd end, bool create)
    {
        KeyEntry key = turn[args.Next()];
        if (!key.TryGet(out QuickList? list)) return;
        if (list is null)
        {
            if (!create)
            {
                turn.Reply.Integer(0);
                return;
            }
            key.Put(list = new QuickList());
            if (args.Remaining > 1) list.Reserve(end, PackedLength(args), new NodeLimit(turn.Settings.ListMaxListpackSize));
        }
        turn.LogAsAsked(in key, in args);
        turn.CountChanges(args.Remaining - 1);
        NodeLimit limit = new(turn.Settings.ListMaxListpackSize);
        while (!args.AtEnd)
        {
            byte[]? own = args.PeekOwn();
            list.Push(end, PackedElement.Of(args.Next()), limit, own);
        }
        Notify(turn, in key, end);
        turn.Reply.Integer(list.Count);
    }

    /// <summary>Tells that something was put at an end.</summary>
    public static void Notify(KeyTurn turn, scoped in KeyEntry key, ListEnd end) => turn.Notify(KeyEvents.List, end == ListEnd.Head ? "lpush"u8 : "rpush"u8, in key);

    private static int PackedLength(ArgReader args)
    {
        long length = 0;
        while (!args.AtEnd) length += PackedElement.Of(args.Next()).PackedLength;
        return (int)Math.Min(length, int.MaxValue);
    }
}
