namespace ActorKv.Core.Tests.Commands.Hashes;

public sealed class HIncrByFloatSpec
{
    [Fact]
    public void HINCRBYFLOAT_adds_in_80_bits_and_logs_the_result()
    {
        using Kv kv = new();
        kv.Run("HSET h f 10.50");
        kv.Run("HINCRBYFLOAT h f 0.1").Replies("10.6");
        kv.Logged("HSET h f 10.6");
        kv.Run("HINCRBYFLOAT h f -5").Replies("5.6");
        kv.Run("HINCRBYFLOAT h e 5.0e3").Replies("5000");
        kv.Logged("HSET h e 5000");
        kv.Run("HINCRBYFLOAT h e 0.1").Replies("5000.10000000000000009");
    }

    [Fact]
    public void HINCRBYFLOAT_that_changes_no_digit_logs_nothing()
    {
        using Kv kv = new();
        kv.Run("HSET h f 5 g 5.0");
        kv.Run("HINCRBYFLOAT h f 0").Replies("5");
        kv.LoggedNothing();
        kv.Run("HINCRBYFLOAT h g 0").Replies("5");
        kv.Logged("HSET h g 5");
        kv.Run("HINCRBYFLOAT new f 0").Replies("0");
        kv.Logged("HSET new f 0");
    }

    [Fact]
    public void HINCRBYFLOAT_refuses_what_is_no_finite_number()
    {
        using Kv kv = new();
        kv.Run("HSET h t text i inf e \"\" s \" 1\" big 1e4932");
        kv.Run("HINCRBYFLOAT h t 1").Fails("ERR hash value is not a float");
        kv.Run("HINCRBYFLOAT h e 1").Fails("ERR hash value is not a float");
        kv.Run("HINCRBYFLOAT h s 1").Fails("ERR hash value is not a float");
        kv.Run("HINCRBYFLOAT h i 1").Fails("ERR increment would produce NaN or Infinity");
        kv.Run("HINCRBYFLOAT h big 1.1e4932").Fails("ERR increment would produce NaN or Infinity");
        kv.Run("HINCRBYFLOAT h f x").Fails("ERR value is not a valid float");
        kv.Run("HINCRBYFLOAT h f nan").Fails("ERR value is not a valid float");
        kv.Run("HINCRBYFLOAT h f 1e5000").Fails("ERR value is not a valid float");
        kv.Run("HINCRBYFLOAT h f -inf").Fails("ERR value is NaN or Infinity");
        kv.LoggedNothing();
    }

    [Fact]
    public void HINCRBYFLOAT_keeps_when_the_field_expires()
    {
        using Kv kv = new();
        kv.Run("HSET h f 1");
        kv.Run("HPEXPIREAT h 2000000 FIELDS 1 f");
        kv.Run("HINCRBYFLOAT h f 0.5").Replies("1.5");
        kv.Logged("HSETEX h KEEPTTL FIELDS 1 f 1.5");
        kv.Run("HPEXPIRETIME h FIELDS 1 f").Replies("[(integer) 2000000]");
    }

    [Fact]
    public void HINCRBYFLOAT_refuses_other_types_and_a_wrong_number_of_arguments()
    {
        using Kv kv = new();
        kv.Run("SET s x");
        kv.Run("HINCRBYFLOAT s f 1").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.LoggedNothing();
        kv.Run("HINCRBYFLOAT h a").Fails("ERR wrong number of arguments for 'hincrbyfloat' command");
        kv.Run("HINCRBYFLOAT h a 1 2").Fails("ERR wrong number of arguments for 'hincrbyfloat' command");
    }
}
