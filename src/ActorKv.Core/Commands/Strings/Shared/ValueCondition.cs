// "Only if the value is this": what SET and DELEX may be told, for optimistic locking without WATCH.
//
//   IFEQ value       the string is these bytes              IFNE value      it is not
//   IFDEQ digest     its XXH3 hash (DIGEST) is this one     IFDNE digest    it is not
//
// A missing key is equal to nothing: SET IFNE makes it. Of a digest only the length is checked, as in Redis; case does not matter.

using System.Text;
using ActorKv.Core.DataTypes;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Strings.Shared;

internal enum ValueTest : byte { None, Equal, NotEqual, DigestEqual, DigestNotEqual }

/// <param name="test">What is compared.</param>
/// <param name="position">Where the value or digest to compare with stands in the request.</param>
internal readonly struct ValueCondition(ValueTest test, int position)
{
    private static ReadOnlySpan<byte> BadDigest => "ERR must be exactly 16 hexadecimal characters"u8;

    public bool IsGiven => test != ValueTest.None;

    public bool HoldsForMissing => test is ValueTest.None or ValueTest.NotEqual or ValueTest.DigestNotEqual;

    /// <summary>Reads a condition with its operand, if one comes next.</summary>
    public static bool TryRead(ref ArgReader args, out ValueCondition condition)
    {
        condition = default;
        if (args.Remaining < 2) return false;
        ValueTest test = TestOf(args.Peek());
        if (test == ValueTest.None) return false;
        condition = new ValueCondition(test, args.Position + 1);
        args.MoveTo(args.Position + 2);
        return true;
    }

    /// <summary>Compares. False, with the error replied, when the digest is none.</summary>
    public bool TryEvaluate(scoped in ArgReader args, ReadOnlySpan<byte> value, KeyTurn turn, out bool holds)
    {
        holds = true;
        if (!IsGiven) return true;
        ReadOnlySpan<byte> operand = args.Request[position];
        if (test is ValueTest.Equal or ValueTest.NotEqual)
        {
            holds = value.SequenceEqual(operand) == (test == ValueTest.Equal);
            return true;
        }
        if (operand.Length != XxHash3.HexLength)
        {
            turn.Reply.Error(BadDigest);
            return false;
        }
        Span<byte> digest = stackalloc byte[XxHash3.HexLength];
        holds = Ascii.EqualsIgnoreCase(XxHash3.WriteHex(value, digest), operand) == (test == ValueTest.DigestEqual);
        return true;
    }

    /// <summary>True when the word is that of a condition.</summary>
    public static bool IsOne(ReadOnlySpan<byte> word) => TestOf(word) != ValueTest.None;

    private static ValueTest TestOf(ReadOnlySpan<byte> word)
    {
        if (Ascii.EqualsIgnoreCase(word, "IFEQ"u8)) return ValueTest.Equal;
        if (Ascii.EqualsIgnoreCase(word, "IFNE"u8)) return ValueTest.NotEqual;
        if (Ascii.EqualsIgnoreCase(word, "IFDEQ"u8)) return ValueTest.DigestEqual;
        return Ascii.EqualsIgnoreCase(word, "IFDNE"u8) ? ValueTest.DigestNotEqual : ValueTest.None;
    }
}
