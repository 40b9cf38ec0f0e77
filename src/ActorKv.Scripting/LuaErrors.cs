// Errors of Lua 5.4 as Lua 5.1 words them, and where they happened: at the innermost line of the script, whatever of the prelude stands above it.

using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ActorKv.Scripting.Native;
using static ActorKv.Scripting.Native.LuaNative;

namespace ActorKv.Scripting;

internal static partial class LuaErrors
{
    /// <summary>Name of the prelude as places show it.</summary>
    public const string Prelude = "[lua]";

    private const int MostLevels = 64;

    /// <summary>Where the script itself stands: the innermost function of a thread that is neither native nor the prelude's. Null when there is none.</summary>
    /// <param name="lua">A thread that runs, or that an error has ended.</param>
    /// <returns>The source, "user_script", and the line.</returns>
    public static unsafe (string Source, int Line)? Where(LuaThread lua)
    {
        LuaDebug info;
        for (int level = 0; level < MostLevels && GetStack(lua, level, &info) != 0; level++)
        {
            fixed (byte* what = "Sl\0"u8) GetInfo(lua, what, &info);
            if (*info.What == 'C') continue;
            string source = LuaFunction.Text((byte*)&info.ShortName);
            if (source != Prelude) return (source, info.CurrentLine);
        }
        return null;
    }

    /// <summary>A message in the words of 5.1, with the script's place where it had the prelude's.</summary>
    public static byte[] Place(ReadOnlySpan<byte> message, LuaThread lua)
    {
        string text = Encoding.Latin1.GetString(message);
        if (text.StartsWith(Prelude + ":", StringComparison.Ordinal))
        {
            text = PreludePlace().Replace(text, "");
            if (Where(lua) is { } place) text = string.Create(CultureInfo.InvariantCulture, $"{place.Source}:{place.Line}: {text}");
        }
        if (text.Contains(" value (", StringComparison.Ordinal)) text = Operand().Replace(text, "${what}${name} (a ${type} value)");
        else if (text.Contains("attempt to ", StringComparison.Ordinal)) text = Arithmetic().Replace(text, "attempt to perform arithmetic on a ${type} value");
        else if (text.Contains("bad 'for' ", StringComparison.Ordinal)) text = Loop().Replace(text, "'for' ${which} must be a number");
        return Encoding.Latin1.GetBytes(text);
    }

    [GeneratedRegex(@"^(\[lua\]:\d+: )+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PreludePlace();

    // attempt to index a nil value (local 'x')  ->  attempt to index local 'x' (a nil value)
    [GeneratedRegex(@"(?<what>attempt to [a-z ]+? (on )?)a (?<type>\w+) value \((?<name>\w+ '[^']*')\)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Operand();

    // attempt to add a 'string' with a 'number'  ->  attempt to perform arithmetic on a string value
    [GeneratedRegex(@"attempt to \w+ a '(?<type>string)' with a '\w+'|attempt to \w+ a '\w+' with a '(?<type>string)'", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Arithmetic();

    // bad 'for' limit (number expected, got string)  ->  'for' limit must be a number
    [GeneratedRegex(@"bad 'for' (?<which>limit|initial value|step) \(number expected, got \w+\)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Loop();
}
