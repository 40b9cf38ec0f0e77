namespace ActorKv.Core.Tests.Commands.Generic;

public sealed class ObjectSpec
{
    [Fact]
    public void OBJECT_ENCODING_tells_how_a_value_is_kept()
    {
        using Kv kv = new();
        kv.Run("OBJECT ENCODING missing").Replies("(nil)");
        kv.Run("SET k 12345");
        kv.Run("OBJECT ENCODING k").Replies("int");
        kv.Run($"SET k {new string('v', 44)}");
        kv.Run("object encoding k").Replies("embstr");
        kv.Run($"SET k {new string('v', 45)}");
        kv.Run("OBJECT ENCODING k").Replies("raw");
        kv.Run("SET k a");
        kv.Run("APPEND k b");
        kv.Run("OBJECT ENCODING k").Replies("raw");
    }

    [Fact]
    public void OBJECT_IDLETIME_counts_seconds_since_the_last_access()
    {
        using Kv kv = new();
        kv.Run("OBJECT IDLETIME k").Replies("(nil)");
        kv.Run("SET k v");
        kv.Now += 12_999;
        kv.Run("OBJECT IDLETIME k").Replies("(integer) 12");
        kv.Run("OBJECT ENCODING k");
        kv.Run("OBJECT REFCOUNT k");
        kv.Run("MEMORY USAGE k");
        kv.Run("SCAN 0 TYPE string");
        kv.Run("KEYS *");
        kv.Run("RANDOMKEY");
        kv.Run("OBJECT IDLETIME k").Replies("(integer) 12");
        kv.Run("GET k");
        kv.Run("OBJECT IDLETIME k").Replies("(integer) 0");
    }

    [Fact]
    public void OBJECT_FREQ_and_OBJECT_IDLETIME_need_the_policy_that_keeps_them()
    {
        using Kv kv = new();
        kv.Run("SET k v");
        kv.Run("OBJECT FREQ missing").Replies("(nil)");
        kv.Run("OBJECT FREQ k").Fails("ERR An LFU maxmemory policy is not selected, access frequency not tracked. " +
            "Please note that when switching between policies at runtime LRU and LFU data will take some time to adjust.");
        kv.Settings.Lfu = true;
        kv.Run("SET k2 v");
        kv.Run("OBJECT FREQ k2").Replies("(integer) 5");
        kv.Run("GET k2");
        kv.Run("OBJECT FREQ k2").Replies("(integer) 6");
        kv.Run("OBJECT IDLETIME k2").Fails("ERR An LFU maxmemory policy is selected, idle time not tracked. " +
            "Please note that when switching between policies at runtime LRU and LFU data will take some time to adjust.");
    }

    [Fact]
    public void OBJECT_REFCOUNT_is_1()
    {
        using Kv kv = new();
        kv.Run("SET k v");
        kv.Run("OBJECT REFCOUNT k").Replies("(integer) 1");
        kv.Run("OBJECT REFCOUNT missing").Replies("(nil)");
    }

    [Fact]
    public void OBJECT_HELP_lists_every_subcommand()
    {
        using Kv kv = new();
        string help = kv.Run("OBJECT HELP").Wire;
        Assert.StartsWith("*11\r\n+OBJECT <subcommand> [<arg> [value] [opt] ...]. Subcommands are:\r\n+ENCODING <key>\r\n+    ", help, StringComparison.Ordinal);
        foreach (string line in (string[])["FREQ <key>", "IDLETIME <key>", "REFCOUNT <key>", "HELP"]) Assert.Contains($"\r\n+{line}\r\n", help, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OBJECT ENCODING", "ERR wrong number of arguments for 'object|encoding' command")]
    [InlineData("OBJECT FREQ a b", "ERR wrong number of arguments for 'object|freq' command")]
    [InlineData("OBJECT HELP x", "ERR wrong number of arguments for 'object|help' command")]
    public void Wrong_use_is_said(string command, string error)
    {
        using Kv kv = new();
        kv.Run(command).Fails(error);
    }
}
