namespace ActorKv.Core.Tests.Commands.Strings;

public sealed class EncodingSpec
{
    [Theory]
    [InlineData("SET k 12345", "int")]
    [InlineData("SET k -9223372036854775808", "int")]
    [InlineData("SET k 9223372036854775808", "embstr")]
    [InlineData("SET k 012", "embstr")]
    [InlineData("SET k +12", "embstr")]
    [InlineData("SET k -0", "embstr")]
    [InlineData("SET k \"\"", "embstr")]
    [InlineData("SET k 12345678901234567890123456789012345678901234", "embstr")]
    [InlineData("SET k 123456789012345678901234567890123456789012345", "raw")]
    [InlineData("GETSET k 55", "int")]
    [InlineData("MSET k 55", "int")]
    [InlineData("SETEX k 10 55", "int")]
    [InlineData("INCR k", "int")]
    [InlineData("APPEND k 12", "int")]
    [InlineData("SETRANGE k 0 5", "raw")]
    [InlineData("INCRBYFLOAT k 2", "embstr")]
    [InlineData("INCRBYFLOAT k 2.5", "embstr")]
    [InlineData("INCRBYFLOAT k 1e50", "raw")]
    public void OBJECT_ENCODING_of_what_a_command_makes_is_that_of_Redis(string command, string encoding)
    {
        using Kv kv = new();
        kv.Run(command);
        kv.Run("OBJECT ENCODING k").Replies(encoding);
    }

    [Theory]
    [InlineData("APPEND k 1", "raw")]
    [InlineData("APPEND k \"\"", "raw")]
    [InlineData("SETRANGE k 0 6", "raw")]
    [InlineData("SETRANGE k 0 \"\"", "int")]
    [InlineData("INCRBYFLOAT k 0", "embstr")]
    [InlineData("INCR k", "int")]
    [InlineData("GETEX k PERSIST", "int")]
    public void OBJECT_ENCODING_of_an_integer_follows_what_was_done_to_it(string command, string encoding)
    {
        using Kv kv = new();
        kv.Run("SET k 5");
        kv.Run(command);
        kv.Run("OBJECT ENCODING k").Replies(encoding);
    }

    [Theory]
    [InlineData("INCRBYFLOAT k 1")]
    [InlineData("APPEND k 1")]
    public void A_string_that_looks_like_an_integer_becomes_one_when_it_is_counted_or_set(string command)
    {
        using Kv kv = new();
        kv.Run("SET k 1");
        kv.Run(command);
        kv.Run("INCR k");
        kv.Run("OBJECT ENCODING k").Replies("int");
        kv.Run(command);
        kv.Run("SET k 1").Replies("OK");
        kv.Run("OBJECT ENCODING k").Replies("int");
    }

    [Fact]
    public void APPEND_makes_an_INCRBYFLOAT_result_raw()
    {
        using Kv kv = new();
        kv.Run("INCRBYFLOAT k 2");
        kv.Run("APPEND k \"\"");
        kv.Logged("APPEND k ");
        kv.Run("OBJECT ENCODING k").Replies("raw");
    }
}
