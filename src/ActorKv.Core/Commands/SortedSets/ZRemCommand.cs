// ZREM key member [member ...]
//
// Removes members, and replies how many were there. The log gets those. The key goes with the last member.

using ActorKv.Core.DataTypes.SortedSets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.SortedSets;

internal sealed class ZRemCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("ZREM")
    {
        Group = CommandGroup.SortedSet, Since = "1.2.0", Complexity = "O(M*log(N)), N the members, M those given",
        Summary = "Removes members.",
        Syntax = "key member [member ...]",
        Arity = -3, Flags = CommandFlags.Write | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Take)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn[args.Next()];
        if (!key.TryGet(out SortedSetValue? set)) return;
        List<int> removed = turn.NewNumberList();
        for (; set is not null && !args.AtEnd; args.Next())
            if (set.Remove(args.Peek())) removed.Add(args.Position);
        if (removed.Count > 0)
        {
            Log(turn, in key, in args, removed);
            turn.Notify(KeyEvents.SortedSet, "zrem"u8, in key);
            if (set!.Count == 0) key.DeleteAndNotify();
        }
        turn.Reply.Integer(removed.Count);
    }

    private static void Log(KeyTurn turn, scoped in KeyEntry key, scoped in ArgReader args, List<int> removed)
    {
        turn.CountChanges(removed.Count - 1);
        if (!turn.BeginLog(in key, "ZREM"u8, removed.Count)) return;
        foreach (int position in removed) turn.Effects.Add(args.Request[position]);
    }
}
