// SINTERCARD numkeys key [key ...] [LIMIT limit]
//
// How many members SINTER would return. With a limit above 0, no more than that many are counted.

using ActorKv.Core.Commands.Sets.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Sets;

internal sealed class SInterCardCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("SINTERCARD")
    {
        Group = CommandGroup.Set, Since = "7.0.0", Complexity = "O(N*M) at worst, N the members of the smallest set, M the number of sets",
        Summary = "Counts the members that several sets have in common.",
        Syntax = "numkeys key [key ...] [LIMIT limit]",
        Arity = -3, Flags = CommandFlags.ReadOnly | CommandFlags.MovableKeys,
        Keys = [KeySpec.Counted(1, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        if (!args.TryNextInt64(out long keys) || keys < 1)
        {
            turn.Reply.Error(Errors.BadKeyCount);
            return;
        }
        if (keys > args.Remaining)
        {
            turn.Reply.Error("ERR Number of keys can't be greater than number of args"u8);
            return;
        }
        int firstKey = args.Position;
        args.MoveTo(firstKey + (int)keys);
        if (!TryReadLimit(ref args, turn, out long limit)) return;
        args.MoveTo(firstKey);
        if (!SetOperands.TryRead(ref args, (int)keys, turn, out SetOperands operands)) return;
        using (operands)
        {
            List<int> positions = turn.NewNumberList();
            if (!operands.AnyMissing) SetIntersection.Find(operands.Sets, positions, limit == 0 ? long.MaxValue : limit);
            turn.Reply.Integer(positions.Count);
        }
    }

    private static bool TryReadLimit(ref ArgReader args, KeyTurn turn, out long limit)
    {
        limit = 0;
        while (!args.AtEnd)
        {
            if (args.Remaining < 2 || !args.NextIs("LIMIT"u8)) turn.Reply.Error(Errors.Syntax);
            else if (!args.TryNextInt64(out limit) || limit < 0) turn.Reply.Error("ERR LIMIT can't be negative"u8);
            else continue;
            return false;
        }
        return true;
    }
}
