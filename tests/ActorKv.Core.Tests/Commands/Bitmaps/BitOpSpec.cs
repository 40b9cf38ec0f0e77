namespace ActorKv.Core.Tests.Commands.Bitmaps;

public sealed class BitOpSpec
{
    // a 1100 1100   b 1010 1010 0101 0101   c 1111 0000
    [Theory]
    [InlineData("AND", "a b", "\u0088\0")]
    [InlineData("AND", "b a", "\u0088\0")]
    [InlineData("AND", "a missing", "\0")]
    [InlineData("OR", "a b", "\u00eeU")]
    [InlineData("OR", "missing a", "\u00cc")]
    [InlineData("XOR", "a b", "fU")]
    [InlineData("XOR", "a b a", "\u00aaU")]
    [InlineData("xor", "a", "\u00cc")]
    [InlineData("NOT", "a", "3")]
    [InlineData("NOT", "b", "U\u00aa")]
    [InlineData("DIFF", "b a", "\"U")]
    [InlineData("DIFF", "b a c", "\u0002U")]
    [InlineData("DIFF", "missing b", "\0\0")]
    [InlineData("DIFF1", "a b", "\"U")]
    [InlineData("DIFF1", "a b c", "2U")]
    [InlineData("DIFF1", "missing b", "\u00aaU")]
    [InlineData("ANDOR", "b a c", "\u00a8\0")]
    [InlineData("ANDOR", "a missing", "\0")]
    [InlineData("ONE", "a b c", "\u0016U")]
    [InlineData("ONE", "a a a", "\0")]
    [InlineData("one", "b", "\u00aaU")]
    public void BITOP_combines_strings_into_the_destination(string operation, string sources, string result)
    {
        using Kv kv = new();
        kv.Run("SET a \"\\xcc\"");
        kv.Run("SET b \"\\xaa\\x55\"");
        kv.Run("SET c \"\\xf0\"");
        kv.Run($"BITOP {operation} to {sources}").Replies($"(integer) {result.Length}");
        kv.Logged("SET to " + result);
        kv.Run("GET to").Replies(result);
        kv.Run("OBJECT ENCODING to").Replies("raw");
    }

    [Fact]
    public void BITOP_may_write_over_one_of_its_sources()
    {
        using Kv kv = new();
        kv.Run("MSET a abcdef b xyz");
        kv.Run("BITOP XOR a a b").Replies("(integer) 6");
        kv.Run("BITOP XOR a b a").Replies("(integer) 6");
        kv.Run("GET a").Replies("abcdef");
    }

    [Fact]
    public void BITOP_replaces_whatever_the_destination_was()
    {
        using Kv kv = new();
        kv.Run("SET a x");
        kv.Run("RPUSH list e");
        kv.Run("SET old v PX 100");
        kv.Run("BITOP OR list a").Replies("(integer) 1");
        kv.Run("TYPE list").Replies("string");
        kv.Run("BITOP OR old a");
        kv.Run("PTTL old").Replies("(integer) -1");
    }

    [Fact]
    public void BITOP_of_nothing_removes_the_destination()
    {
        using Kv kv = new();
        kv.Run("MSET to v empty \"\"");
        kv.Run("BITOP AND to missing empty").Replies("(integer) 0");
        kv.Logged("DEL to");
        kv.Run("BITOP NOT to missing").Replies("(integer) 0");
        kv.LoggedNothing();
    }

    [Theory]
    [InlineData("BITOP NAND to a b", "ERR syntax error")]
    [InlineData("BITOP NOT to a b", "ERR BITOP NOT must be called with a single source key.")]
    [InlineData("BITOP DIFF to a", "ERR BITOP DIFF must be called with at least two source keys.")]
    [InlineData("BITOP diff1 to a", "ERR BITOP DIFF1 must be called with at least two source keys.")]
    [InlineData("BITOP ANDOR to a", "ERR BITOP ANDOR must be called with at least two source keys.")]
    [InlineData("BITOP AND to a list", "WRONGTYPE Operation against a key holding the wrong kind of value")]
    [InlineData("BITOP AND to", "ERR wrong number of arguments for 'bitop' command")]
    public void BITOP_refuses_what_it_cannot_combine(string command, string error)
    {
        using Kv kv = new();
        kv.Run("MSET a x b y to z");
        kv.Run("RPUSH list e");
        kv.Run(command).Fails(error);
        kv.LoggedNothing();
        kv.Run("GET to").Replies("z");
    }

    // Lengths around those of vectors, against the definition of each operation bit by bit.
    [Theory]
    [InlineData("AND")]
    [InlineData("OR")]
    [InlineData("XOR")]
    [InlineData("DIFF")]
    [InlineData("DIFF1")]
    [InlineData("ANDOR")]
    [InlineData("ONE")]
    public void BITOP_of_long_strings_is_what_its_definition_says(string operation)
    {
        using Kv kv = new();
        foreach ((int x, int y, int z) in new[] { (200, 200, 200), (31, 33, 64), (100, 7, 0), (0, 65, 129), (1, 15, 16), (257, 255, 256) })
        {
            byte[][] sources = [Noise(x, 1), Noise(y, 2), Noise(z, 3)];
            for (int i = 0; i < 3; i++) kv.Run("SET"u8.ToArray(), [(byte)('x' + i)], sources[i]);
            kv.Run($"BITOP {operation} to x y z").Replies($"(integer) {sources.Max(source => source.Length)}");
            byte[] expected = [.. Enumerable.Range(0, sources.Max(source => source.Length)).Select(i => Defined(operation, [.. sources.Select(s => i < s.Length ? s[i] : (byte)0)]))];
            kv.Run("GET to").Replies(System.Text.Encoding.Latin1.GetString(expected));
        }
    }

    private static byte[] Noise(int length, uint seed)
    {
        byte[] noise = new byte[length];
        for (int i = 0; i < length; i++) noise[i] = (byte)((seed = seed * 1664525 + 1013904223) >> 24);
        return noise;
    }

    private static byte Defined(string operation, byte[] from)
    {
        int result = 0;
        for (int bit = 0; bit < 8; bit++)
        {
            bool x = (from[0] >> bit & 1) != 0, y = from.Skip(1).Any(other => (other >> bit & 1) != 0);
            int ones = from.Count(one => (one >> bit & 1) != 0);
            bool set = operation switch
            {
                "AND" => ones == from.Length,
                "OR" => ones > 0,
                "XOR" => ones % 2 == 1,
                "DIFF" => x && !y,
                "DIFF1" => !x && y,
                "ANDOR" => x && y,
                _ => ones == 1,
            };
            if (set) result |= 1 << bit;
        }
        return (byte)result;
    }
}
