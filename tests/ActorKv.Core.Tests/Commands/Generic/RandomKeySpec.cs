namespace ActorKv.Core.Tests.Commands.Generic;

public sealed class RandomKeySpec
{
    [Fact]
    public void RANDOMKEY_of_an_empty_database_is_nil()
    {
        using Kv kv = new();
        kv.Run("RANDOMKEY").Replies("(nil)");
    }

    [Fact]
    public void RANDOMKEY_returns_every_key_sooner_or_later()
    {
        using Kv kv = new();
        HashSet<string> missing = [.. Enumerable.Range(0, 50).Select(i => $"key:{i}")];
        foreach (string key in missing) kv.Run($"SET {key} 1");
        for (int i = 0; i < 5_000 && missing.Count > 0; i++) missing.Remove(kv.Run("RANDOMKEY").Text);
        Assert.Empty(missing);
    }

    [Fact]
    public void RANDOMKEY_removes_expired_keys_that_it_draws()
    {
        using Kv kv = new();
        for (int i = 0; i < 20; i++) kv.Run($"SET dead:{i} 1 PX 1");
        kv.Run("SET alive 1");
        kv.Now += 2;
        kv.Run("RANDOMKEY").Replies("alive");
        kv.Run("DEL alive");
        kv.Run("RANDOMKEY").Replies("(nil)");
        kv.Run("DBSIZE").Replies("(integer) 0");
    }
}
