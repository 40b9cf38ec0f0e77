// What the text of a script becomes for Lua 5.4.

using System.Text;
using ActorKv.Scripting.Lua51;

namespace ActorKv.Scripting.Tests;

public class Lua51Spec
{
    private const string Before = "local __actorkv_1,__actorkv_2,__actorkv_3,__actorkv_4,__actorkv_5=... return function(...) ";

    [Theory]
    [InlineData("return a + 1", "return a + 1")]
    [InlineData("return 'a' .. 'b'", "return 'a' .. 'b'")]
    [InlineData("return a .. 'b' .. 3", "return __actorkv_1(a) .. 'b' .. 3")]
    [InlineData("return a % b % 4", "return __actorkv_2(a , b) % 4")]
    [InlineData("return a % (b % c)", "return __actorkv_2(a , (__actorkv_2(b , c)))")]
    [InlineData("for i = 1, #t do end", "for i = 1, __actorkv_3(#t) do end")]
    [InlineData("return f(x)", "return (f(x))")]
    [InlineData("local function g() return a.f(x) end", "local function g() return __actorkv_4(a.f(x)) end")]
    [InlineData("local function g(...) return arg.n end", "local function g(...) local arg=__actorkv_5(...)  return arg.n end")]
    [InlineData("return '\\.\\x\\n\\065'", "return '.x\\n\\065'")]
    [InlineData("return 0xffffffffffffffff", "return 1.8446744073709552E+19")]
    [InlineData("goto = 1", "__actorkv_goto = 1")]
    [InlineData("-- a .. b\nreturn [[a .. b]]", "-- a .. b\nreturn [[a .. b]]")]
    public void A_script_is_changed_where_5_4_would_mean_something_else(string text, string translated) =>
        Assert.Equal(Before + translated + "\nend", Encoding.Latin1.GetString(Lua51Source.Translate(Encoding.Latin1.GetBytes(text), 0, onlyFirstResult: true)));

    [Theory]
    [InlineData("((((((((((")]
    [InlineData("{{{{{{{{{{")]
    [InlineData("f(f(f(f(f(")]
    [InlineData("- - - - - ")]
    [InlineData("function() function() ")]
    public void Nesting_without_end_is_refused(string piece) =>
        Assert.Throws<Lua51SyntaxException>(() => Lua51Source.Translate(Encoding.Latin1.GetBytes("return " + string.Concat(Enumerable.Repeat(piece, 10_000))), 0, onlyFirstResult: true));

    [Fact]
    public void Random_texts_are_compiled_or_refused()
    {
        string[] words = ["if", "then", "end", "for", "i", "=", "1", ",", "do", "function", "(", ")", "..", "%", "return", "x", "'a'", "[[", "]]", "--", "\n", "{", "}", "...", "\"", "\\", "while", "repeat", "until", "a.b", ":c()", "0x", "1e", "~=", "\0", "\xff"];
        Random random = new(5);
        using LuaBench lua = new();
        for (int i = 0; i < 3000; i++)
        {
            string text = string.Join(' ', Enumerable.Range(0, random.Next(1, 25)).Select(_ => words[random.Next(words.Length)]));
            lua.Engine.InstructionLimit = 1_000_000;
            Assert.True(lua.Eval(text) is not null);
        }
    }
}
