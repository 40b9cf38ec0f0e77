namespace ActorKv.Core.Tests.Commands.HyperLogLogs;

public sealed class PfCountSpec
{
    [Fact]
    public void PFCOUNT_leaves_the_number_in_the_string()
    {
        using Kv kv = new();
        kv.Run("PFADD h a b c");
        kv.Run("PFCOUNT h").Replies("(integer) 3");
        kv.Logged("SETRANGE h 8 \u0003\0\0\0\0\0\0\0");
        kv.Run("GETRANGE h 8 15").Replies("\u0003\0\0\0\0\0\0\0");
        kv.Run("PFCOUNT h").Replies("(integer) 3");
        kv.LoggedNothing();
        kv.Run("PFADD h d");
        kv.Run("GETRANGE h 8 15").Replies("\u0003\0\0\0\0\0\0\u0080");
        kv.Run("PFCOUNT h").Replies("(integer) 4");
    }

    [Fact]
    public void PFCOUNT_believes_the_number_that_is_there()
    {
        using Kv kv = new();
        kv.Run("PFADD h a b c");
        kv.Run("SETRANGE h 8 \"\\x2a\\x00\\x00\\x00\\x00\\x00\\x00\\x00\"");
        kv.Run("PFCOUNT h").Replies("(integer) 42");
        kv.Run("PFCOUNT h h").Replies("(integer) 3");
    }

    [Fact]
    public void PFCOUNT_of_several_keys_counts_them_together_and_changes_none()
    {
        using Kv kv = new();
        kv.Run("PFADD x a b c");
        kv.Run("PFADD y c d e");
        kv.Run("PFCOUNT x y missing").Replies("(integer) 5");
        kv.LoggedNothing();
        kv.Run("PFCOUNT missing").Replies("(integer) 0");
        kv.Run("PFCOUNT missing another").Replies("(integer) 0");
    }
}
