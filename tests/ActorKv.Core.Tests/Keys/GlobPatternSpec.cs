// Every expectation was asked of redis-server 7.0.15, by KEYS over a database of these names.

using System.Text;
using ActorKv.Core.Keys;

namespace ActorKv.Core.Tests.Keys;

public sealed class GlobPatternSpec
{
    private static readonly string[] Names =
        ["", "a", "b", "ab", "abc", "a]", "]", "[", "-", "^", "a-", "\\", "*", "a*b", "z", "[abc", "\xff", "\x80", "A", "_", "aa", "ba"];

    private static readonly string[] OneByte = ["a", "b", "]", "[", "-", "^", "\\", "*", "z", "\xff", "\x80", "A", "_"];

    [Theory]
    [InlineData("", "")]
    [InlineData("[", null)]
    [InlineData("[a", "a")]
    [InlineData("[]", null)]
    [InlineData("[a-]", "a|]|^|_")]
    [InlineData("[-a]", "a|-")]
    [InlineData("[a-z]", "a|b|z")]
    [InlineData("[z-a]", "a|b|z")]
    [InlineData("[A-Z]", "A")]
    [InlineData("[\\]]", "]")]
    [InlineData("[\\", "\\")]
    [InlineData("\\", "\\")]
    [InlineData("\\\\", "\\")]
    [InlineData("\\a", "a")]
    [InlineData("a\\", null)]
    [InlineData("*\\", "\\")]
    [InlineData("[a-\\]]", "a]")]
    [InlineData("[\\a-c]", "a|-")]
    [InlineData("[a-", "a|-")]
    [InlineData("[a\\", "a|\\")]
    [InlineData("[a-b-c]", "a|b|-")]
    [InlineData("[a-\xff]", "a|]|[|-|^|\\|*|\xff|A|_")]
    [InlineData("[\x80-a]", "a|]|[|-|^|\\|*|\xff|\x80|A|_")]
    [InlineData("*[", null)]
    [InlineData("?[", null)]
    [InlineData("a*", "a|ab|abc|a]|a-|a*b|aa")]
    [InlineData("*a", "a|aa|ba")]
    [InlineData("a**b", "ab|a*b")]
    [InlineData("*b*", "b|ab|abc|a*b|[abc|ba")]
    [InlineData("\\*", "*")]
    [InlineData("[*]", "*")]
    [InlineData("[?]", null)]
    [InlineData("[]a]", null)]
    [InlineData("[^]a]", null)]
    [InlineData("[abc", "a|b")]
    [InlineData("\\[abc", "[abc")]
    [InlineData("[[]abc", "[abc")]
    public void A_pattern_matches_what_redis_server_says(string pattern, string? expected) =>
        Assert.Equal(expected is null ? [] : expected.Split('|'), Names.Where(name => IsMatch(pattern, name)));

    [Theory]
    [InlineData("?", "")]
    [InlineData("[^", "")]
    [InlineData("[^]", "")]
    [InlineData("[^a", "a")]
    [InlineData("[^a-", "a-")]
    [InlineData("[^^]", "^")]
    [InlineData("[^[]", "[")]
    public void A_negated_class_matches_every_byte_but_those(string pattern, string but) =>
        Assert.Equal(OneByte.Where(name => !but.Contains(name, StringComparison.Ordinal)), Names.Where(name => IsMatch(pattern, name)));

    [Theory]
    [InlineData("*")]
    [InlineData("**")]
    [InlineData("*?")]
    [InlineData("?*")]
    public void A_star_matches_everything_but_the_empty_text(string pattern) => Assert.Equal(Names.Skip(1), Names.Where(name => IsMatch(pattern, name)));

    [Theory]
    [InlineData("HeL*", "hello", true)]
    [InlineData("[A-C]x", "bX", true)]
    [InlineData("[^A]", "a", false)]
    [InlineData("[\\A]", "a", false)]
    [InlineData("\\A", "a", true)]
    public void Case_can_be_ignored(string pattern, string text, bool expected) => Assert.Equal(expected, IsMatch(pattern, text, ignoreCase: true));

    [Fact]
    public void Many_stars_take_no_more_than_pattern_times_text()
    {
        // Exponential matching would need more steps here than there are atoms; this returns at once.
        string pattern = string.Concat(Enumerable.Repeat("a*", 2_000)) + "b";
        Assert.False(IsMatch(pattern, new string('a', 4_000)));
    }

    [Fact]
    public void A_match_agrees_with_the_definition_of_star_and_question_mark()
    {
        // The definition, tried exhaustively: a star is nothing, or one byte and a star.
        Random random = new(7);
        for (int round = 0; round < 20_000; round++)
        {
            string pattern = Letters(random, "ab*?", 7), text = "a" + Letters(random, "ab", 8);
            Assert.True(ByDefinition(pattern, text) == IsMatch(pattern, text), $"'{pattern}' on '{text}'");
        }
    }

    private static bool ByDefinition(string pattern, string text)
    {
        if (pattern.Length == 0) return text.Length == 0;
        if (pattern[0] == '*') return ByDefinition(pattern[1..], text) || (text.Length > 0 && ByDefinition(pattern, text[1..]));
        return text.Length > 0 && (pattern[0] == '?' || pattern[0] == text[0]) && ByDefinition(pattern[1..], text[1..]);
    }

    private static string Letters(Random random, string alphabet, int max) =>
        new([.. Enumerable.Range(0, random.Next(max + 1)).Select(_ => alphabet[random.Next(alphabet.Length)])]);

    private static bool IsMatch(string pattern, string text, bool ignoreCase = false) =>
        GlobPattern.IsMatch(Encoding.Latin1.GetBytes(pattern), Encoding.Latin1.GetBytes(text), ignoreCase);
}
