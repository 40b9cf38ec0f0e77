// PFMERGE destkey [sourcekey [sourcekey ...]]
//
// Makes the destination a HyperLogLog that has met what it and the sources have. It becomes dense when one of them is.
//
// The sources may live in other key shards, so the log has the result: `SET destkey … KEEPTTL`. It is built in a string of its own: nothing
// changes before everything is known to be right.

using ActorKv.Core.Commands.HyperLogLogs.Shared;
using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.HyperLogLogs;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.HyperLogLogs;

internal sealed class PfMergeCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("PFMERGE")
    {
        Group = CommandGroup.HyperLogLog, Since = "2.8.9", Complexity = "O(N) with large constants for N keys",
        Summary = "Merges HyperLogLogs into one.",
        Syntax = "destkey [sourcekey [sourcekey ...]]",
        Arity = -2, Flags = CommandFlags.Write | CommandFlags.DenyOom,
        Keys = [KeySpec.At(1, KeyAccess.ReadWrite | KeyAccess.Access | KeyAccess.Insert), KeySpec.Between(2, -1, 1, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> destination = args.Peek();
        using HllMerge merge = new();
        if (!merge.TryAddAll(ref args, turn)) return;
        KeyEntry key = turn[destination];
        HllKey.TryGet(in key, turn, out ReadOnlySpan<byte> before);
        StringBuffer merged = key.Exists ? new StringBuffer(before.ToArray()) : HllString.Create();
        if (merge.AnyDense && HllString.IsSparse(merged.Value)) HllString.MakeDense(merged);
        for (int register = 0; register < merge.Ranks.Length; register++)
            if (merge.Ranks[register] > 0) HllString.Raise(merged, register, merge.Ranks[register], turn.Settings.HllSparseMaxBytes);
        HllString.Invalidate(merged.Writable(merged.Length));
        if (!key.Exists || HllKey.IsShort(in key) || !before.SequenceEqual(merged.Value))
        {
            turn.Log(in key, "SET"u8, merged.Value, "KEEPTTL"u8);
            key.Put(merged);
        }
        turn.Notify(KeyEvents.String, "pfadd"u8, in key);
        turn.Reply.Ok();
    }
}
