// HRANDFIELD key [count [WITHVALUES]]
//
//   no count         one field, nil when the key is missing
//   positive count   so many different fields at most
//   negative count   so many fields exactly, the same one possibly again
//
// WITHVALUES adds the values: in pairs in RESP3, flat in RESP2. Counts whose reply could not be counted are refused.

using ActorKv.Core.Commands.Hashes.Shared;
using ActorKv.Core.DataTypes.Hashes;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Hashes;

internal sealed class HRandFieldCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("HRANDFIELD")
    {
        Group = CommandGroup.Hash, Since = "6.2.0", Complexity = "O(N) where N is the number of fields returned",
        Summary = "Returns random fields of a hash.",
        Syntax = "key [count [WITHVALUES]]",
        Arity = -2, Flags = CommandFlags.ReadOnly,
        Keys = [KeySpec.At(1, KeyAccess.Read)],
        Tips = ["nondeterministic_output"],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> name = args.Next();
        if (args.AtEnd) One(turn[name], turn);
        else if (TryReadCount(ref args, turn, out long count, out bool withValues)) Several(turn[name], count, withValues, turn);
    }

    private static bool TryReadCount(ref ArgReader args, KeyTurn turn, out long count, out bool withValues)
    {
        withValues = false;
        if (!args.TryNextInt64(out count)) turn.Reply.Error(Errors.NotAnInteger);
        else if (count == long.MinValue) turn.Reply.Error("ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807"u8);
        else
        {
            withValues = args.NextIs("WITHVALUES"u8);
            if (!args.AtEnd) turn.Reply.Error(Errors.Syntax);
            else if (withValues && count is < -long.MaxValue / 2 or > long.MaxValue / 2) turn.Reply.Error(Errors.OutOfRange);
            else return true;
        }
        return false;
    }

    private static void One(KeyEntry key, KeyTurn turn)
    {
        if (!key.TryGet(out HashValue? hash)) return;
        if (hash is null) turn.Reply.Null();
        else RandomFields.One(hash, turn, withValue: false);
    }

    private static void Several(KeyEntry key, long count, bool withValues, KeyTurn turn)
    {
        if (!key.TryGet(out HashValue? hash)) return;
        if (hash is null || count == 0) turn.Reply.Array(0);
        else if (count < -int.MaxValue / 2) turn.Reply.Error(Errors.OutOfRange);
        else if (count < 0) RandomFields.WithRepetition(hash, (int)-count, withValues, turn);
        else RandomFields.Distinct(hash, (int)Math.Min(count, hash.Count), withValues, turn);
    }
}
