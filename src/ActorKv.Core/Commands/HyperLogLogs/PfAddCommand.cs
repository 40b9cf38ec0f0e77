// PFADD key [element [element ...]]
//
// Adds elements to a HyperLogLog and answers whether that changed it: made the key, or raised a register. One that did not change need not
// be counted again.
//
// It is logged as asked, which is deterministic but for one thing: when a sparse string becomes dense depends on hll-sparse-max-bytes, which
// may be another at recovery. So that change is logged by itself, before the elements, and replay has no limit.

using ActorKv.Core.Commands.HyperLogLogs.Shared;
using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.HyperLogLogs;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.HyperLogLogs;

internal sealed class PfAddCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("PFADD")
    {
        Group = CommandGroup.HyperLogLog, Since = "2.8.9", Complexity = "O(1) for each element",
        Summary = "Adds elements to a HyperLogLog, which it makes when the key is missing.",
        Syntax = "key [element [element ...]]",
        Arity = -2, Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Add)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn[args.Next()];
        if (!HllKey.TryGet(in key, turn, out ReadOnlySpan<byte> before)) return;
        bool created = !key.Exists, madeBuffer = !created && HllKey.IsShort(in key), raised = false;
        if (!created && !args.AtEnd && !HllKey.IsIntact(before, turn)) return;
        if (created) key.Put(HllString.Create());
        StringBuffer hll = key.ToBuffer();
        bool sparse = HllString.IsSparse(hll.Value);
        int limit = turn.Replaying ? int.MaxValue : turn.Settings.HllSparseMaxBytes;
        while (!args.AtEnd)
        {
            (int register, int rank) = HllString.Place(args.Next());
            raised |= HllString.Raise(hll, register, rank, limit);
        }
        if (created || raised) HllString.Invalidate(hll.Writable(hll.Length));
        if (sparse && !HllString.IsSparse(hll.Value))
        {
            if (created) turn.Log(in key, "PFADD"u8);
            PfDebugCommand.LogToDense(in key, turn);
        }
        if (created || raised || madeBuffer) turn.LogAsAsked(in key, in args);
        if (created || raised) turn.Notify(KeyEvents.String, "pfadd"u8, in key);
        turn.Reply.Integer(created || raised);
    }
}
