namespace ActorKv.Core.Tests.Commands.Sets;

public sealed class SAddSpec
{
    [Fact]
    public void SADD_replies_how_many_members_are_new()
    {
        using Kv kv = new();
        kv.Run("SADD s a b a").Replies("(integer) 2");
        kv.Logged("SADD s a b a");
        kv.Run("SADD s b c").Replies("(integer) 1");
        kv.Run("SCARD s").Replies("(integer) 3");
    }

    [Fact]
    public void SADD_of_what_is_there_logs_nothing()
    {
        using Kv kv = new();
        kv.Run("SADD s a 1");
        kv.Run("SADD s a 1").Replies("(integer) 0");
        kv.LoggedNothing();
    }

    [Fact]
    public void SADD_keeps_bytes_and_spellings_as_they_are()
    {
        using Kv kv = new();
        kv.Run("SADD s 007 \"\" \"\\x00\\xff\" 7").Replies("(integer) 4");
        kv.Run("SISMEMBER s 7").Replies("(integer) 1");
        kv.Run("SISMEMBER s \"\\x00\\xff\"").Replies("(integer) 1");
        kv.Run("SISMEMBER s 07").Replies("(integer) 0");
    }

    [Theory]
    [InlineData("1 2 3", "intset")]
    [InlineData("1 2 a", "hashtable")]
    [InlineData("1 +2", "hashtable")]
    [InlineData("a", "hashtable")]
    public void SADD_makes_an_intset_of_integers_alone(string members, string encoding)
    {
        using Kv kv = new();
        kv.Run($"SADD s {members}");
        kv.Run("OBJECT ENCODING s").Replies(encoding);
    }

    [Fact]
    public void SADD_ends_the_intset_with_one_integer_too_many()
    {
        using Kv kv = new();
        for (int i = 0; i < 512; i++) kv.Run($"SADD s {i}");
        kv.Run("OBJECT ENCODING s").Replies("intset");
        kv.Run("SADD s 512");
        kv.Run("OBJECT ENCODING s").Replies("hashtable");
        kv.Run("SREM s 512");
        kv.Run("OBJECT ENCODING s").Replies("hashtable");
    }

    [Theory]
    [InlineData("1 70000 5000000000 -3", 150)]
    [InlineData("one two three four five", 150)]
    [InlineData("one 1 1 1 1", 150)]
    public void SADD_of_several_members_makes_room_for_them_at_once(string members, int most)
    {
        using Kv kv = new();
        kv.Run($"SADD s {members}").Replies($"(integer) {members.Split(' ').Distinct().Count()}");
        Assert.Equal(members.Split(' ').Distinct().Order(StringComparer.Ordinal), kv.Run("SMEMBERS s").Text.Trim('[', ']').Split(", ").Order(StringComparer.Ordinal));
        Assert.InRange(long.Parse(kv.Run("MEMORY USAGE s").Text.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), 50, most);
    }

    [Fact]
    public void SADD_refuses_other_types()
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("SADD s a").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.LoggedNothing();
    }

    [Fact]
    public void SADD_wants_a_member()
    {
        using Kv kv = new();
        kv.Run("SADD s").Fails("ERR wrong number of arguments for 'sadd' command");
    }
}
