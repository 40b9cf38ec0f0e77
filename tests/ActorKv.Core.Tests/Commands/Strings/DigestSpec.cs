namespace ActorKv.Core.Tests.Commands.Strings;

public sealed class DigestSpec
{
    [Fact]
    public void DIGEST_hashes_a_string()
    {
        using Kv kv = new();
        kv.Run("SET k hello");
        kv.Run("DIGEST k").Replies("9555e8555c62dcfd");
        kv.Run("SET n 123");
        kv.Run("DIGEST n").Replies("404a763b3f4c8c9a");
        kv.Run("SET empty \"\"");
        kv.Run("DIGEST empty").Replies("2d06800538d394c2");
    }

    [Fact]
    public void DIGEST_keeps_leading_zeros()
    {
        using Kv kv = new();
        kv.Run("SET k v8lf0c11xh8ymlqztfd3eeq16kfn4sspw7fqmnuuq3k3t75em5wdizgcdw7uc26nnf961u2jkfzkjytls2kwlj7626sd");
        kv.Run("DIGEST k").Replies("00006c38adf31777");
    }

    [Fact]
    public void DIGEST_of_a_missing_key_is_nil_and_of_another_type_an_error()
    {
        using Kv kv = new();
        kv.Run("DIGEST k").Replies("(nil)");
        kv.Run("RPUSH list a");
        kv.Run("DIGEST list").Fails("WRONGTYPE Operation against a key holding the wrong kind of value");
        kv.Run("DIGEST").Fails("ERR wrong number of arguments for 'digest' command");
    }
}
