// The index leaves out no pattern that fits, whatever it is made of, and looks at few that do not.

using System.Text;
using ActorKv.Core.Keys;
using ActorKv.Engine.PubSub;

namespace ActorKv.Engine.Tests.PubSub;

public sealed class PatternIndexSpec
{
    private const string Letters = "ab*?[]\\^-";

    [Theory]
    [InlineData("user:1:name", "user:*:name", "*", "user:*", "*name", "user:?:name", "user:1:name", "user:[0-9]:*", "us\\er:*")]
    [InlineData("a", "a", "?", "*", "a*", "*a", "[ab]", "[^b]", "[a")]
    [InlineData("aba", "ab*", "*ba", "a*a", "?b?")]
    public void Every_pattern_that_fits_is_found(string channel, params string[] patterns)
    {
        PatternIndex index = new();
        foreach (string pattern in (string[])[.. patterns, "other:*", "*:other", "ab*ba", "user:*:names", ""]) index.Open(Encoding.Latin1.GetBytes(pattern));
        Assert.Equal(patterns.Order(StringComparer.Ordinal), Found(index, channel));
    }

    [Fact]
    public void Random_patterns_are_found_exactly_when_they_match()
    {
        Random random = new(20261122);
        for (int round = 0; round < 200; round++)
        {
            PatternIndex index = new();
            List<Audience> open = [];
            for (int i = 0; i < 40; i++)
            {
                Audience audience = index.Open(Word(random, Letters, 5));
                if (!open.Contains(audience)) open.Add(audience);
                if (random.Next(4) > 0) continue;
                Audience gone = open[random.Next(open.Count)];
                open.Remove(gone);
                index.Close(gone);
            }
            Assert.Equal(open.Count, index.Count);
            for (int i = 0; i < 50; i++)
            {
                byte[] channel = Word(random, "ab", 5);
                Assert.Equal(
                    open.Where(audience => GlobPattern.IsMatch(audience.Name, channel)).Select(audience => Encoding.Latin1.GetString(audience.Name)).Order(StringComparer.Ordinal),
                    Found(index, Encoding.Latin1.GetString(channel)));
            }
        }
    }

    [Fact]
    public void A_table_finds_by_the_beginning_or_the_end_short_ones_first()
    {
        AffixTable<string> beginnings = new(atEnd: false), ends = new(atEnd: true);
        foreach (string affix in (string[])["", "a", "ab", "abc", "b", "bc", "c"])
        {
            beginnings.Add(Encoding.Latin1.GetBytes(affix), affix);
            ends.Add(Encoding.Latin1.GetBytes(affix), affix);
        }
        beginnings.Remove("a"u8);
        List<string> found = [];
        beginnings.Find("abcd"u8, found);
        Assert.Equal(["", "ab", "abc"], found);
        found.Clear();
        ends.Find("xbc"u8, found);
        Assert.Equal(["", "c", "bc"], found);
    }

    private static List<string> Found(PatternIndex index, string channel)
    {
        List<Audience> found = [];
        index.Find(Encoding.Latin1.GetBytes(channel), found);
        return [.. found.Select(audience => Encoding.Latin1.GetString(audience.Name)).Order(StringComparer.Ordinal)];
    }

    private static byte[] Word(Random random, string letters, int longest)
    {
        byte[] word = new byte[random.Next(longest + 1)];
        for (int i = 0; i < word.Length; i++) word[i] = (byte)letters[random.Next(letters.Length)];
        return word;
    }
}
