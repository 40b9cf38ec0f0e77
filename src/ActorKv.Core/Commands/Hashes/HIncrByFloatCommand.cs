// HINCRBYFLOAT key field increment
//
// Adds to a number with a fraction, in the 80 bit precision that Redis computes with (DataTypes/LongDouble.cs). When the field expires
// stays as it is. The log has the result, so that replay does no arithmetic: HSET, or HSETEX with KEEPTTL for a field that expires. A sum
// that is spelt as before changes nothing and logs nothing.

using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.Hashes;
using ActorKv.Core.DataTypes.Packed;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Hashes;

internal sealed class HIncrByFloatCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("HINCRBYFLOAT")
    {
        Group = CommandGroup.Hash, Since = "2.6.0", Complexity = "O(1)",
        Summary = "Adds a given number, which may have a fraction, to a number in a field.",
        Syntax = "key field increment",
        Arity = 4, Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.ReadAndChange)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> name = args.Next(), field = args.Next();
        if (!TryReadIncrement(args.Next(), turn, out LongDouble increment)) return;
        KeyEntry key = turn[name];
        if (!key.TryGet(out HashValue? hash)) return;
        LongDouble value = default;
        PackedElement before = default;
        bool exists = hash is not null && hash.TryGet(field, out before);
        Span<byte> scratch = stackalloc byte[Numbers.MaxInt64Length];
        ReadOnlySpan<byte> spelt = exists ? before.Text(scratch) : default;
        if (exists && !LongDoubleText.TryParse(spelt, out value))
        {
            turn.Reply.Error("ERR hash value is not a float"u8);
            return;
        }
        if (!LongDouble.TryAdd(value, increment, out LongDouble sum))
        {
            turn.Reply.Error(Errors.SumNotFinite);
            return;
        }
        ReadOnlySpan<byte> result = LongDoubleText.Format(sum, stackalloc byte[LongDoubleText.MaxLength]);
        if (!exists || !spelt.SequenceEqual(result))
        {
            if (hash is null) key.Put(hash = new HashValue());
            if (hash.DeadlineOf(field) < 0) turn.Log(in key, "HSET"u8, field, result);
            else LogKeepingDeadline(in key, field, result, turn);
            hash.Set(field, result, turn.Settings, keepDeadline: true);
        }
        turn.Notify(KeyEvents.Hash, "hincrbyfloat"u8, in key);
        turn.Reply.Bulk(result);
    }

    private static bool TryReadIncrement(ReadOnlySpan<byte> text, KeyTurn turn, out LongDouble increment)
    {
        if (!LongDoubleText.TryParse(text, out increment)) turn.Reply.Error(Errors.NotAFloat);
        else if (!increment.IsFinite) turn.Reply.Error("ERR value is NaN or Infinity"u8);
        else return true;
        return false;
    }

    private static void LogKeepingDeadline(in KeyEntry key, ReadOnlySpan<byte> field, ReadOnlySpan<byte> value, KeyTurn turn)
    {
        if (!turn.BeginLog(in key, "HSETEX"u8, 5)) return;
        turn.Effects.Add("KEEPTTL"u8);
        turn.Effects.Add("FIELDS"u8);
        turn.Effects.Add("1"u8);
        turn.Effects.Add(field);
        turn.Effects.Add(value);
    }
}
