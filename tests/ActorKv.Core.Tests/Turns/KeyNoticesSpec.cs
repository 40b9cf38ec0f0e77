using ActorKv.Core.Turns;

namespace ActorKv.Core.Tests.Turns;

public sealed class KeyNoticesSpec
{
    [Fact]
    public void Nothing_is_collected_unless_its_class_is_selected()
    {
        using Kv kv = new() { Settings = { NotifyEvents = KeyEvents.None } };
        kv.Run("SET k v PX 100");
        kv.Now += 101;
        kv.Run("GET k").Replies("(nil)");
        kv.Notified();
    }

    [Fact]
    public void A_key_that_expires_at_a_lookup_is_told_of_before_that_it_was_missed()
    {
        using Kv kv = new() { Settings = { NotifyEvents = KeyEvents.Expired | KeyEvents.KeyMiss } };
        kv.Run("SET k v PX 100");
        kv.Notified();
        kv.Now += 101;
        kv.Run("GET k").Replies("(nil)");
        kv.Notified("expired k", "keymiss k");
        kv.Run("GET k").Replies("(nil)");
        kv.Notified("keymiss k");
    }

    [Fact]
    public void A_key_is_new_only_when_it_was_not_there()
    {
        using Kv kv = new() { Settings = { NotifyEvents = KeyEvents.New } };
        kv.Run("MSET a 1 b 2");
        kv.Notified("new a", "new b");
        kv.Run("SET a 3");
        kv.Notified();
    }

    [Fact]
    public void Notices_keep_their_order_and_their_bytes_while_they_grow_and_can_be_cleared()
    {
        KeyNotices notices = new();
        byte[] longKey = new byte[1000];
        notices.Add("set"u8, 0, "a"u8);
        notices.Add("del"u8, 15, longKey);
        notices.Add("lpush"u8, 3, ""u8);
        Assert.Equal(3, notices.Count);
        Assert.True(notices[0].Event.SequenceEqual("set"u8) && notices[0].Key.SequenceEqual("a"u8) && notices[0].Database == 0);
        Assert.True(notices[1].Event.SequenceEqual("del"u8) && notices[1].Key.SequenceEqual(longKey) && notices[1].Database == 15);
        Assert.True(notices[2].Event.SequenceEqual("lpush"u8) && notices[2].Key.IsEmpty && notices[2].Database == 3);
        notices.Clear();
        Assert.Equal(0, notices.Count);
        notices.Add("set"u8, 1, "b"u8);
        Assert.True(notices[0].Key.SequenceEqual("b"u8));
    }
}
