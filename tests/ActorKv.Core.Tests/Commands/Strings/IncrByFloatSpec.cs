namespace ActorKv.Core.Tests.Commands.Strings;

public sealed class IncrByFloatSpec
{
    [Fact]
    public void INCRBYFLOAT_adds_and_logs_the_result()
    {
        using Kv kv = new();
        kv.Run("SET k 10.50 PX 100");
        kv.Run("INCRBYFLOAT k 0.1").RepliesOnWire("$4\r\n10.6\r\n");
        kv.Logged("SET k 10.6 KEEPTTL");
        kv.Run("INCRBYFLOAT k -5").Replies("5.6");
        kv.Run("PTTL k").Replies("(integer) 100");
    }

    [Fact]
    public void INCRBYFLOAT_counts_from_nothing()
    {
        using Kv kv = new();
        kv.Run("INCRBYFLOAT k 3.0e3").Replies("3000");
        kv.Logged("SET k 3000 KEEPTTL");
        kv.Run("INCR k").Replies("(integer) 3001");
    }

    [Fact]
    public void INCRBYFLOAT_of_zero_logs_nothing_unless_the_spelling_changes()
    {
        using Kv kv = new();
        kv.Run("SET k 2.5");
        kv.Run("INCRBYFLOAT k 0").Replies("2.5");
        kv.LoggedNothing();
        kv.Run("SET k 2.50");
        kv.Run("INCRBYFLOAT k 0").Replies("2.5");
        kv.Logged("SET k 2.5 KEEPTTL");
    }

    [Fact]
    public void INCRBYFLOAT_refuses_what_is_no_number()
    {
        using Kv kv = new();
        foreach (string value in new[] { "abc", "\"\"", "\" 1\"", "\"1 \"", "nan", "1e", "1e5000", "1e-5000", "0x", "--1", "1,5" })
        {
            kv.Run("SET k " + value);
            kv.Run("INCRBYFLOAT k 1").Fails("ERR value is not a valid float");
            kv.Run("INCRBYFLOAT other " + value).Fails("ERR value is not a valid float");
            kv.LoggedNothing();
        }
    }

    [Fact]
    public void INCRBYFLOAT_refuses_an_infinite_result()
    {
        using Kv kv = new();
        kv.Run("INCRBYFLOAT k inf").Fails("ERR increment would produce NaN or Infinity");
        kv.Run("INCRBYFLOAT k -Infinity").Fails("ERR increment would produce NaN or Infinity");
        kv.Run("SET k 1e4932");
        kv.Run("INCRBYFLOAT k 1e4932").Fails("ERR increment would produce NaN or Infinity");
        kv.Run("SET k inf");
        kv.Run("INCRBYFLOAT k -inf").Fails("ERR increment would produce NaN or Infinity");
    }
}
