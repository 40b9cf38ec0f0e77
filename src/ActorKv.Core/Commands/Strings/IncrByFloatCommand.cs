// INCRBYFLOAT key increment
//
// Adds to a number with a fraction, in the 80 bit precision that Redis computes with (DataTypes/LongDouble.cs): the digits are Redis'.
// The journal gets the result, `SET k v KEEPTTL`, so that replay does no arithmetic.
//
// OBJECT ENCODING of the result is never "int", even when it looks like one: such a result is kept in a buffer that says "embstr".

using ActorKv.Core.DataTypes;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Strings;

internal sealed class IncrByFloatCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("INCRBYFLOAT")
    {
        Group = CommandGroup.String, Since = "2.6.0", Complexity = "O(1)",
        Summary = "Adds a given number, which may have a fraction, to a number.",
        Syntax = "key increment",
        Arity = 3, Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.ReadAndChange)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn[args.Next()];
        if (!key.TryGetString(out ReadOnlySpan<byte> before)) return;
        LongDouble value = default;
        if ((key.Exists && !LongDoubleText.TryParse(before, out value)) || !LongDoubleText.TryParse(args.Next(), out LongDouble increment))
        {
            turn.Reply.Error(Errors.NotAFloat);
            return;
        }
        if (!LongDouble.TryAdd(value, increment, out LongDouble sum))
        {
            turn.Reply.Error(Errors.SumNotFinite);
            return;
        }
        Span<byte> digits = stackalloc byte[LongDoubleText.MaxLength];
        ReadOnlySpan<byte> spelt = LongDoubleText.Format(sum, digits);
        if (!key.Exists || !before.SequenceEqual(spelt)) turn.Log(in key, "SET"u8, spelt, "KEEPTTL"u8);
        if (Numbers.TryParseInt64(spelt, out _)) key.Put(new StringBuffer(spelt.ToArray()) { Embedded = true });
        else key.SetString(spelt);
        turn.Notify(KeyEvents.String, "incrbyfloat"u8, in key);
        turn.Reply.Bulk(spelt);
    }
}
