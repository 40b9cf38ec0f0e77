// HINCRBY key field increment
//
// Adds to an integer in a field; a missing field counts as 0. When the field expires stays as it is. The log has the command as it was
// asked: the journal replays it once and in order.

using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.Hashes;
using ActorKv.Core.DataTypes.Packed;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Hashes;

internal sealed class HIncrByCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("HINCRBY")
    {
        Group = CommandGroup.Hash, Since = "2.0.0", Complexity = "O(1)",
        Summary = "Adds a given number to an integer in a field.",
        Syntax = "key field increment",
        Arity = 4, Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.ReadAndChange)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> name = args.Next(), field = args.Next();
        if (!args.TryNextInt64(out long increment))
        {
            turn.Reply.Error(Errors.NotAnInteger);
            return;
        }
        KeyEntry key = turn[name];
        if (!key.TryGet(out HashValue? hash)) return;
        long value = 0;
        if (hash is not null && hash.TryGet(field, out PackedElement before) && !before.TryGetInt64(out value))
        {
            turn.Reply.Error("ERR hash value is not an integer"u8);
            return;
        }
        long sum = unchecked(value + increment);
        if (((value ^ sum) & (increment ^ sum)) < 0)
        {
            turn.Reply.Error(Errors.Overflow);
            return;
        }
        turn.LogAsAsked(in key, in args);
        if (hash is null) key.Put(hash = new HashValue());
        hash.Set(field, Numbers.Format(sum, stackalloc byte[Numbers.MaxInt64Length]), turn.Settings, keepDeadline: true);
        turn.Notify(KeyEvents.Hash, "hincrby"u8, in key);
        turn.Reply.Integer(sum);
    }
}
