// Clients that keep copies are told when these are out of date: always, once, and not before they have them.

using ActorKv.Engine.Tests.PubSub;
using ActorKv.Protocol;

namespace ActorKv.Engine.Tests.Commands.Connection;

public sealed class ClientTrackingSpec
{
    [Fact]
    public async Task A_client_is_told_once_of_a_key_that_it_has_read()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Listener client = await Tracking(kv, "ON");
        await client.Run("MGET a b");
        await kv.Run("SET a 1");
        await kv.Run("SET a 2");
        await kv.Run("SELECT 1");
        await kv.Run("SET b 1");
        Assert.Equal("[invalidate, [a]]", await client.Next());
        Assert.Equal("[invalidate, [b]]", await client.Next());
        await client.Run("PING");
        client.HasNothing();
        Assert.Equal((0, 0), (kv.Store.Tracking.Keys, kv.Store.Tracking.Readers));
    }

    [Fact]
    public async Task Its_own_change_is_told_behind_the_reply_unless_NOLOOP()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Listener client = await Tracking(kv, "ON"), quiet = await Tracking(kv, "ON NOLOOP");
        await client.Run("GET k");
        await quiet.Run("GET q");
        await client.Run("SET k 1");
        await quiet.Run("SET q 1");
        Assert.Equal("[invalidate, [k]]", await client.Next());
        await quiet.Run("PING");
        quiet.HasNothing();
    }

    [Fact]
    public async Task What_a_transaction_reads_behind_its_own_change_is_remembered()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Listener client = await Tracking(kv, "ON NOLOOP");
        foreach (string line in (string[])["MULTI", "SET k 1", "GET k", "EXEC"]) await client.Run(line);
        await kv.Run("SET k 2");
        Assert.Equal("[invalidate, [k]]", await client.Next());
    }

    [Fact]
    public async Task Expiry_eviction_and_flushes_are_changes()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Listener client = await Tracking(kv, "ON");
        await kv.Run("SET soon v PX 100");
        await client.Run("GET soon");
        kv.Time.Advance(TimeSpan.FromSeconds(5));
        await kv.Run("GET soon");
        Assert.Equal("[invalidate, [soon]]", await client.Next());
        await kv.Run("SET k v");
        await client.Run("GET k");
        await kv.Run("FLUSHALL");
        Assert.Equal("[invalidate, (nil)]", await client.Next());
        await client.Run("PING");
        client.HasNothing();
        Assert.Equal(0, kv.Store.Tracking.Keys);
    }

    [Fact]
    public async Task BCAST_tells_of_all_keys_with_a_prefix_read_or_not()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Listener client = await Tracking(kv, "ON BCAST PREFIX user: PREFIX item:"), all = await Tracking(kv, "ON BCAST NOLOOP");
        await kv.Run("SET other 1");
        await kv.Run("SET user:1 1");
        Assert.Equal("[invalidate, [user:1]]", await client.Next());
        Assert.Equal("[invalidate, [other]]", await all.Next());
        Assert.Equal("[invalidate, [user:1]]", await all.Next());
        await all.Run("SET item:1 1");
        Assert.Equal("[invalidate, [item:1]]", await client.Next());
        await all.Run("PING");
        all.HasNothing();
        Assert.Equal(3, kv.Store.Tracking.Prefixes);
        await client.Run("CLIENT TRACKING OFF");
        Assert.Equal(1, kv.Store.Tracking.Prefixes);
    }

    [Fact]
    public async Task OPTIN_and_OPTOUT_hold_for_one_command_or_transaction()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Listener client = await Tracking(kv, "ON OPTIN");
        foreach (string line in (string[])["GET a", "CLIENT CACHING YES", "GET b", "GET c", "CLIENT CACHING YES", "MULTI", "GET d", "GET e", "EXEC", "GET f"]) await client.Run(line);
        Assert.Equal(3, kv.Store.Tracking.Keys);
        await kv.Run("MSET a 1 b 1 c 1 d 1 e 1 f 1");
        Assert.Equal(["[invalidate, [b]]", "[invalidate, [d]]", "[invalidate, [e]]"],
            ((string[])[await client.Next(), await client.Next(), await client.Next()]).Order(StringComparer.Ordinal));
        Listener other = await Tracking(kv, "ON OPTOUT");
        foreach (string line in (string[])["CLIENT CACHING NO", "GET a", "GET b"]) await other.Run(line);
        Assert.Equal(1, kv.Store.Tracking.Keys);
    }

    [Fact]
    public async Task A_RESP2_client_is_told_by_way_of_another_connection()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Listener ear = new(kv), client = new(kv);
        await ear.Run("SUBSCRIBE __redis__:invalidate");
        Assert.Equal("OK", await client.Run($"CLIENT TRACKING ON REDIRECT {ear.Session.Session.Id}"));
        await client.Run("GET k");
        await kv.Run("SET k v");
        Assert.Equal("[message, __redis__:invalidate, [k]]", await ear.Next());
        await client.Run("HELLO 3");
        await client.Run("GET k");
        ear.Session.Session.OnDisconnected();
        await kv.Run("SET k w");
        Assert.Equal($"[tracking-redir-broken, (integer) {ear.Session.Session.Id}]", await client.Next());
        Assert.Contains("broken_redirect", await client.Run("CLIENT TRACKINGINFO"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_table_is_bounded_and_what_it_forgets_is_told()
    {
        await using TestStore kv = await TestStore.OpenAsync(options => options.TrackingTableMaxKeys = 10);
        Listener client = await Tracking(kv, "ON");
        HashSet<string> held = [];
        for (int i = 0; i < 100; i++)
        {
            await client.Run($"GET k{i}");
            held.Add($"k{i}");
        }
        for (int i = 0; i < 90; i++)
        {
            Reply push = await client.Take();
            Assert.True(held.Remove(push.Items[1].Items[0].Text));
        }
        Assert.Equal((10, 10), (kv.Store.Tracking.Keys, held.Count));
        await kv.Run("MSET " + string.Join(' ', held.Select(key => key + " v")));
        for (int i = 0; i < 10; i++) Assert.True(held.Remove((await client.Take()).Items[1].Items[0].Text));
    }

    [Fact]
    public async Task The_end_of_the_last_client_that_tracks_ends_what_tracking_costs()
    {
        await using TestStore kv = await TestStore.OpenAsync(options => options.AppendOnly = false);
        Assert.False(kv.Store.Logging);
        Listener client = await Tracking(kv, "ON");
        Assert.True(kv.Store.Logging);
        await client.Run("GET k");
        client.Session.Session.OnDisconnected();
        Assert.False(kv.Store.Logging);
        await kv.Run("SET k v");
    }

    private static async Task<Listener> Tracking(TestStore kv, string options)
    {
        Listener client = new(kv);
        await client.Run("HELLO 3");
        Assert.Equal("OK", await client.Run("CLIENT TRACKING " + options));
        return client;
    }
}
