// What Lua 5.1's math and table have and 5.4's have not, and the random numbers of scripts: the sequence of drand48, as in Redis, so that
// what follows math.randomseed is the same.

using ActorKv.Scripting.Native;
using ActorKv.Scripting.Values;
using static ActorKv.Scripting.Native.LuaNative;

namespace ActorKv.Scripting.Libraries;

internal static class MathLibrary
{
    private const ulong Multiplier = 0x5DEECE66D, Increment = 0xB, Mask = (1UL << 48) - 1, SeedTail = 0x330E;

    public static ulong Seed(int seed) => (((ulong)(uint)seed << 16) | SeedTail) & Mask;

    /// <summary>The next number, at least 0 and less than 1.</summary>
    public static int Random(LuaInterpreter interpreter, LuaThread lua)
    {
        interpreter.RandomState = (interpreter.RandomState * Multiplier + Increment) & Mask;
        long drawn = (long)(interpreter.RandomState >> 17);
        PushNumber(lua, drawn % int.MaxValue / (double)int.MaxValue);
        return 1;
    }

    public static int RandomSeed(LuaInterpreter interpreter, LuaThread lua)
    {
        if (!LuaFunction.TryNumber(lua, 1, out double seed)) return LuaFunction.WrongType(lua, 1, "randomseed", "number");
        interpreter.RandomState = Seed(unchecked((int)(long)seed));
        PushBoolean(lua, 1);
        return 1;
    }

    public static int Cosh(LuaInterpreter interpreter, LuaThread lua) => One(lua, "cosh", Math.Cosh);

    public static int Sinh(LuaInterpreter interpreter, LuaThread lua) => One(lua, "sinh", Math.Sinh);

    public static int Tanh(LuaInterpreter interpreter, LuaThread lua) => One(lua, "tanh", Math.Tanh);

    public static int Log10(LuaInterpreter interpreter, LuaThread lua) => One(lua, "log10", Math.Log10);

    public static int LoadExponent(LuaInterpreter interpreter, LuaThread lua)
    {
        if (!LuaFunction.TryNumber(lua, 1, out double value)) return LuaFunction.WrongType(lua, 1, "ldexp", "number");
        if (!LuaFunction.TryNumber(lua, 2, out double exponent)) return LuaFunction.WrongType(lua, 2, "ldexp", "number");
        PushBoolean(lua, 1);
        Push(lua, Math.ScaleB(value, (int)exponent));
        return 2;
    }

    public static int Fraction(LuaInterpreter interpreter, LuaThread lua)
    {
        if (!LuaFunction.TryNumber(lua, 1, out double value)) return LuaFunction.WrongType(lua, 1, "frexp", "number");
        int exponent = value == 0 || !double.IsFinite(value) ? 0 : Math.ILogB(value) + 1;
        PushBoolean(lua, 1);
        Push(lua, exponent == 0 ? value : Math.ScaleB(value, -exponent));
        PushInteger(lua, exponent);
        return 3;
    }

    /// <summary>table.concat: strings and numbers of a list, with something between.</summary>
    public static unsafe int Concat(LuaInterpreter interpreter, LuaThread lua)
    {
        if (TypeOf(lua, 1) != LuaType.Table) return LuaFunction.WrongType(lua, 1, "concat", "table");
        ReadOnlySpan<byte> between = default;
        if (TypeOf(lua, 2) is not (LuaType.None or LuaType.Nil) && !LuaFunction.TryBytes(lua, 2, out between)) return LuaFunction.WrongType(lua, 2, "concat", "string");
        double first = 1, last = RawLength(lua, 1);
        if (TypeOf(lua, 3) is not (LuaType.None or LuaType.Nil) && !LuaFunction.TryNumber(lua, 3, out first)) return LuaFunction.WrongType(lua, 3, "concat", "number");
        if (TypeOf(lua, 4) is not (LuaType.None or LuaType.Nil) && !LuaFunction.TryNumber(lua, 4, out last)) return LuaFunction.WrongType(lua, 4, "concat", "number");
        ByteBuilder text = interpreter.Scratch;
        text.Clear();
        for (long i = (long)first; i <= (long)last; i++)
        {
            switch (RawGetInteger(lua, 1, i))
            {
                case LuaType.String:
                    text.Add(StringAt(lua, -1));
                    break;
                case LuaType.Number:
                    text.Advance(NumberText.Format(lua, -1, text.Reserve(NumberText.MaxLength)));
                    break;
                default:
                    return LuaFunction.Fail(lua, $"invalid value ({LuaFunction.NameOf(lua, -1)}) at index {i} in table for 'concat'");
            }
            Pop(lua, 1);
            if (i < (long)last) text.Add(between);
        }
        PushBoolean(lua, 1);
        Push(lua, text.Written);
        return 2;
    }

    private static int One(LuaThread lua, string name, Func<double, double> function)
    {
        if (!LuaFunction.TryNumber(lua, 1, out double value)) return LuaFunction.WrongType(lua, 1, name, "number");
        PushBoolean(lua, 1);
        Push(lua, function(value));
        return 2;
    }
}
