using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Tests.Commands.Acl;

public sealed class AclSpec
{
    private const string NoFile =
        "(error) ERR This Redis instance is not configured to use an ACL file. You may want to specify users via the ACL SETUSER command and then issue a CONFIG " +
        "REWRITE (assuming you have a Redis configuration file set) in order to store users in the Redis configuration.";

    [Fact]
    public async Task ACL_LIST_and_ACL_USERS_tell_the_users_by_name()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal("[user default on nopass ~* &* +@all]", await kv.Run("ACL LIST"));
        Assert.Equal("OK", await kv.Run("ACL SETUSER zoe on nopass +get ~a"));
        Assert.Equal("OK", await kv.Run("ACL SETUSER bob"));
        Assert.Equal("[bob, default, zoe]", await kv.Run("ACL USERS"));
        Assert.Equal("[user bob off resetchannels -@all, user default on nopass ~* &* +@all, user zoe on nopass ~a resetchannels -@all +get]", await kv.Run("ACL LIST"));
    }

    [Fact]
    public async Task ACL_SETUSER_is_all_or_nothing()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal("(error) ERR Error in ACL SETUSER modifier '+nope': Unknown command or category name in ACL", await kv.Run("ACL SETUSER bob on +nope"));
        Assert.Equal("(nil)", await kv.Run("ACL GETUSER bob"));
        await kv.Run("ACL SETUSER bob on");
        Assert.Equal("(error) ERR Error in ACL SETUSER modifier 'foo': Syntax error", await kv.Run("ACL SETUSER bob off foo"));
        Assert.StartsWith("[flags, [on]", await kv.Run("ACL GETUSER bob"), StringComparison.Ordinal);
        Assert.Equal("(error) ERR Unmatched parenthesis in acl selector starting at '(+get'.", await kv.Run("ACL SETUSER bob off (+get ~a"));
        Assert.Equal("(error) ERR Usernames can't contain spaces or null characters", await kv.Run("ACL SETUSER 'a b' on"));
    }

    [Fact]
    public async Task ACL_GETUSER_shows_flags_passwords_and_selectors()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("ACL SETUSER bob reset on >pw ~a %R~b &ch +get (+set ~c)");
        Assert.Equal("[flags, [on, sanitize-payload], passwords, [30c952fab122c3f9759f02a6d95c3758b246b4fee239957b2d4fee46e26170c4], commands, -@all +get, keys, ~a %R~b, " +
            "channels, &ch, selectors, [[commands, -@all +set, keys, ~c, channels, ]]]", await kv.Run("ACL GETUSER bob"));
    }

    [Fact]
    public async Task ACL_DELUSER_closes_the_connections_of_the_user()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("ACL SETUSER bob on nopass +@all ~*");
        LocalSession bob = kv.NewSession();
        await bob.Run("AUTH bob x");
        Assert.Equal("(error) ERR The 'default' user cannot be removed", await kv.Run("ACL DELUSER bob default"));
        Assert.Equal("(integer) 1", await kv.Run("ACL DELUSER bob nobody"));
        Assert.True(bob.IsClosed);
        Assert.Equal("(error) NOPERM this user has no permissions to run the 'get' command", await bob.Run("GET k"));
    }

    [Fact]
    public async Task ACL_DELUSER_of_oneself_is_answered()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("ACL SETUSER bob on nopass +@all");
        LocalSession bob = kv.NewSession();
        await bob.Run("AUTH bob x");
        Assert.Equal("(integer) 1", await bob.Run("ACL DELUSER bob"));
        Assert.True(bob.Session.IsClosing);
    }

    [Fact]
    public async Task ACL_WHOAMI_tells_the_user_of_the_connection()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("ACL SETUSER bob on >pw +acl|whoami +client");
        LocalSession session = kv.NewSession();
        Assert.Equal("default", await session.Run("ACL WHOAMI"));
        await session.Run("AUTH bob pw");
        Assert.Equal("bob", await session.Run("ACL WHOAMI"));
        Assert.Contains(" user=bob ", await session.Run("CLIENT INFO"), StringComparison.Ordinal);
        await session.Run("RESET");
        Assert.Equal("default", await session.Run("ACL WHOAMI"));
    }

    [Fact]
    public async Task ACL_CAT_lists_categories_and_their_commands()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.StartsWith("[keyspace, read, write, set,", await kv.Run("ACL CAT"), StringComparison.Ordinal);
        Assert.Equal("[geoadd, geodist, geohash, geopos, georadius, georadius_ro, georadiusbymember, georadiusbymember_ro, geosearch, geosearchstore]",
            "[" + string.Join(", ", (await kv.Run("ACL CAT geo")).Trim('[', ']').Split(", ").Order(StringComparer.Ordinal)) + "]");
        Assert.Equal("(error) ERR Unknown category 'foo'", await kv.Run("ACL CAT foo"));
    }

    [Theory]
    [InlineData("", 64)]
    [InlineData("1", 1)]
    [InlineData("5", 2)]
    [InlineData("4096", 1024)]
    public async Task ACL_GENPASS_gives_a_digit_for_each_four_bits(string bits, int digits)
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Matches($"^[0-9a-f]{{{digits}}}$", await kv.Run("ACL GENPASS " + bits));
    }

    [Fact]
    public async Task ACL_GENPASS_refuses_what_is_no_number_of_bits()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        const string Bounds = "(error) ERR ACL GENPASS argument must be the number of bits for the output password, a positive number up to 4096";
        Assert.Equal(Bounds, await kv.Run("ACL GENPASS 0"));
        Assert.Equal(Bounds, await kv.Run("ACL GENPASS 4097"));
        Assert.Equal("(error) ERR value is not an integer or out of range", await kv.Run("ACL GENPASS x"));
        Assert.Equal("(error) ERR unknown subcommand or wrong number of arguments for 'genpass'. Try ACL HELP.", await kv.Run("ACL genpass 1 2"));
    }

    [Fact]
    public async Task ACL_DRYRUN_tells_why_not()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("ACL SETUSER bob +get +mget +config|get ~a");
        Assert.Equal("OK", await kv.Run("ACL DRYRUN bob GET a"));
        Assert.Equal("This user has no permissions to access the 'b' key", await kv.Run("ACL DRYRUN bob MGET a b"));
        Assert.Equal("This user has no permissions to run the 'config|set' command", await kv.Run("ACL DRYRUN bob CONFIG SET a b"));
        Assert.Equal("OK", await kv.Run("ACL DRYRUN bob AUTH x"));
        Assert.Equal("(error) ERR wrong number of arguments for 'get' command", await kv.Run("ACL DRYRUN bob GET"));
        Assert.Equal("(error) ERR Command 'nope' not found", await kv.Run("ACL DRYRUN bob nope"));
        Assert.Equal("(error) ERR User 'nobody' not found", await kv.Run("ACL DRYRUN nobody GET a"));
    }

    [Fact]
    public async Task ACL_LOG_tells_refusals_and_counts_the_same_ones_together()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("ACL SETUSER bob on >pw +get ~a");
        LocalSession bob = kv.NewSession();
        await bob.Run("AUTH bob bad");
        await bob.Run("AUTH bob pw");
        await bob.Run("GET b");
        kv.Time.Advance(TimeSpan.FromMilliseconds(1500));
        await bob.Run("SET a 1");
        await bob.Run("GET b");
        string log = await kv.Run("ACL LOG");
        Assert.Matches(@"^\[\[count, \(integer\) 2, reason, key, context, toplevel, object, b, username, bob, age-seconds, 0, client-info, id=\d+ [^,]* user=bob [^,]*, " +
            @"entry-id, \(integer\) 1, timestamp-created, \(integer\) \d+, timestamp-last-updated, \(integer\) \d+\], \[count, \(integer\) 1, reason, command, " +
            @"context, toplevel, object, set, username, bob, .*\], \[count, \(integer\) 1, reason, auth, context, toplevel, object, AUTH, username, bob, age-seconds, 1.5, ", log);
        Assert.Equal(1, (await kv.Run("ACL LOG 1")).Split("entry-id").Length - 1);
        Assert.Equal("[]", await kv.Run("ACL LOG -1"));
        Assert.Equal("(error) ERR value is not an integer or out of range", await kv.Run("ACL LOG x"));
        Assert.Equal("OK", await kv.Run("ACL LOG reset"));
        Assert.Equal("[]", await kv.Run("ACL LOG"));
    }

    [Fact]
    public async Task ACL_LOG_begins_a_new_entry_after_a_minute_and_keeps_so_many()
    {
        await using TestStore kv = await TestStore.OpenAsync(options => options.AclLogMaxLength = 2);
        for (int i = 0; i < 3; i++)
        {
            await kv.Run("AUTH bob x");
            await kv.Run("AUTH bob x");
            kv.Time.Advance(TimeSpan.FromSeconds(61));
        }
        string log = await kv.Run("ACL LOG");
        Assert.Equal(2, log.Split("count, (integer) 2").Length - 1);
        Assert.Equal(2, log.Split("entry-id").Length - 1);
    }

    [Fact]
    public async Task ACL_LOAD_and_ACL_SAVE_want_a_file()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal(NoFile, await kv.Run("ACL LOAD"));
        Assert.Equal(NoFile, await kv.Run("ACL SAVE"));
    }

    [Fact]
    public async Task ACL_HELP_lists_the_subcommands()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.StartsWith("[ACL <subcommand> [<arg> [value] [opt] ...]. Subcommands are:, CAT [<category>],", await kv.Run("ACL HELP"), StringComparison.Ordinal);
        Assert.Equal("(error) ERR unknown subcommand 'nope'. Try ACL HELP.", await kv.Run("ACL nope"));
    }

    [Fact]
    public async Task INFO_counts_what_was_refused()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("ACL SETUSER bob on >pw +get +info ~a");
        LocalSession bob = kv.NewSession();
        foreach (string line in new[] { "AUTH bob x", "AUTH bob pw", "SET a 1", "DEL a", "GET b", "GET b" }) await bob.Run(line);
        Assert.Contains("acl_access_denied_auth:1\r\nacl_access_denied_cmd:2\r\nacl_access_denied_key:2\r\nacl_access_denied_channel:0\r\n", await kv.Run("INFO stats"), StringComparison.Ordinal);
        await kv.Run("CONFIG RESETSTAT");
        Assert.Contains("acl_access_denied_auth:0\r\nacl_access_denied_cmd:0\r\nacl_access_denied_key:0\r\n", await kv.Run("INFO stats"), StringComparison.Ordinal);
    }
}
