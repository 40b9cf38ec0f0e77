namespace ActorKv.Core.Tests.Commands.Strings;

public sealed class GetRangeSpec
{
    [Theory]
    [InlineData("0 3", "This")]
    [InlineData("-3 -1", "ing")]
    [InlineData("0 -1", "This is a string")]
    [InlineData("10 100", "string")]
    [InlineData("15 15", "g")]
    [InlineData("16 16", "")]
    [InlineData("5 3", "")]
    [InlineData("-1 -3", "")]
    [InlineData("-100 -50", "T")]
    [InlineData("-100 3", "This")]
    [InlineData("0 9223372036854775807", "This is a string")]
    [InlineData("-9223372036854775808 -9223372036854775808", "T")]
    [InlineData("9223372036854775807 9223372036854775807", "")]
    public void GETRANGE_counts_from_both_ends(string range, string part)
    {
        using Kv kv = new();
        kv.Run("SET k \"This is a string\"");
        kv.Run("GETRANGE k " + range).Replies(part);
        kv.Run("SUBSTR k " + range).Replies(part);
        kv.LoggedNothing();
    }

    [Fact]
    public void GETRANGE_of_a_missing_key_and_of_an_empty_string_is_empty()
    {
        using Kv kv = new();
        kv.Run("GETRANGE k 0 -1").RepliesOnWire("$0\r\n\r\n");
        kv.Run("SET k \"\"");
        kv.Run("GETRANGE k 0 0").RepliesOnWire("$0\r\n\r\n");
    }

    [Fact]
    public void GETRANGE_refuses_what_is_no_integer()
    {
        using Kv kv = new();
        kv.Run("GETRANGE k a 1").Fails("ERR value is not an integer or out of range");
        kv.Run("GETRANGE k 1 1.5").Fails("ERR value is not an integer or out of range");
    }
}
