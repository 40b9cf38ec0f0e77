// HGETDEL key FIELDS numfields field [field ...]
//
// Returns the values of fields, nil for each that is missing, and removes them; the last one takes the key with it. The log says HDEL.

using ActorKv.Core.Commands.Hashes.Shared;
using ActorKv.Core.DataTypes.Hashes;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Hashes;

internal sealed class HGetDelCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("HGETDEL")
    {
        Group = CommandGroup.Hash, Since = "8.0.0", Complexity = "O(N) for N fields",
        Summary = "Returns the values of fields and removes them.",
        Syntax = "key FIELDS numfields field [field ...]",
        Arity = -5, Flags = CommandFlags.Write | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.ReadAndDelete)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn[args.Next()];
        if (!key.TryGet(out HashValue? hash) || !FieldList.TryRead(ref args, turn, Errors.FieldCountNotPositive)) return;
        List<int> removed = turn.NewNumberList();
        turn.Reply.Array(args.Remaining);
        for (; !args.AtEnd; args.Next())
        {
            if (!FieldReply.Value(turn.Reply, hash, args.Peek())) continue;
            hash!.Remove(args.Peek());
            removed.Add(args.Position);
        }
        FieldEffect.LogRemoval(in key, in args, removed, turn);
        if (hash is { Count: 0 }) key.DeleteAndNotify();
    }
}
