// INCR, DECR, INCRBY and DECRBY: a missing key counts as 0, a string must spell a 64 bit integer canonically, and the sum must fit.
//
// All four log `INCRBY k delta`: one effect for the family, a few bytes long whatever the value, free of the question whether there is
// an expiry to keep, and deterministic because the journal replays each effect once and in order. The digits are overwritten in place
// while their number stays the same, so a counter costs an allocation per power of ten.

using ActorKv.Core.DataTypes;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Strings.Shared;

internal static class IntegerStep
{
    public static void Add(ReadOnlySpan<byte> name, long delta, KeyTurn turn)
    {
        KeyEntry key = turn[name];
        if (!key.TryGetString(out ReadOnlySpan<byte> text)) return;
        long value = 0;
        if (key.Exists && !Numbers.TryParseInt64(text, out value))
        {
            turn.Reply.Error(Errors.NotAnInteger);
            return;
        }
        long sum = unchecked(value + delta);
        if (((value ^ sum) & (delta ^ sum)) < 0)
        {
            turn.Reply.Error(Errors.Overflow);
            return;
        }
        Span<byte> digits = stackalloc byte[Numbers.MaxInt64Length];
        ReadOnlySpan<byte> spelt = Numbers.Format(sum, digits);
        Span<byte> step = stackalloc byte[Numbers.MaxInt64Length];
        turn.Log(in key, "INCRBY"u8, Numbers.Format(delta, step));
        key.SetString(spelt);
        turn.Notify(KeyEvents.String, "incrby"u8, in key);
        turn.Reply.Integer(sum);
    }
}
