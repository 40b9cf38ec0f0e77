using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Tests.Access;

public sealed class AccessCheckSpec
{
    private const string NoKey = "(error) NOPERM this user has no permissions to access one of the keys used as arguments";

    [Theory]
    [InlineData("+get ~a", "GET a", true)]
    [InlineData("+get ~a", "GET b", false)]
    [InlineData("+get ~a*", "GET ab", true)]
    [InlineData("+get %W~a", "GET a", false)]
    [InlineData("+get %R~a", "GET a", true)]
    [InlineData("+set %W~a", "SET a 1", true)]
    [InlineData("+set %W~a", "SET a 1 GET", false)]
    [InlineData("+set %RW~a", "SET a 1 GET", true)]
    [InlineData("+set %R~a %W~a*", "SET a 1 GET", false)]
    [InlineData("+exists %W~a", "EXISTS a", true)]
    [InlineData("+@all ~a (+@all ~b)", "MGET a b", false)]
    [InlineData("+@all ~a (+@all ~a ~b)", "MGET a b", true)]
    [InlineData("+@all (~*)", "GET a", false)]
    [InlineData("~a (+get)", "GET a", false)]
    [InlineData("+@all ~a %R~b", "BITOP NOT a b", true)]
    [InlineData("+@all ~a %W~b", "BITOP NOT a b", false)]
    [InlineData("+@all ~a", "GEORADIUS a 1 1 1 km STORE b", false)]
    [InlineData("+@all ~a", "GEORADIUS a 1 1 1 km STORE a STORE b", false)]
    [InlineData("+@all ~a ~x*", "GEORADIUS a 1 1 1 km STORE x STORE a", false)]
    [InlineData("+@all %RW~*", "GEORADIUS a 1 1 1 km STORE x STORE a", true)]
    [InlineData("+@all ~a", "SORT a STORE b", false)]
    [InlineData("+@all ~a ~GET", "SORT a STORE GET STORE b", false)]
    [InlineData("+@all ~a", "XREAD STREAMS a b 0 0", false)]
    [InlineData("+@all ~a", "ZUNIONSTORE b 5 a", false)]
    [InlineData("+@all", "KEYS *", true)]
    [InlineData("+@all", "SCAN 0", true)]
    [InlineData("+@all", "DBSIZE", true)]
    [InlineData("+@all -ping", "PING", false)]
    [InlineData("+client|id", "CLIENT ID", true)]
    [InlineData("+client|id", "client Id", true)]
    [InlineData("+client|id", "CLIENT LIST", false)]
    [InlineData("+client -client|list", "CLIENT LIST", false)]
    [InlineData("+@slow", "CLIENT ID", true)]
    [InlineData("+select|0", "SELECT 0", true)]
    [InlineData("+select|0", "SELECT 1", false)]
    [InlineData("-@all", "RESET", true)]
    public async Task One_selector_alone_must_allow_all_of_a_command(string rules, string command, bool allowed)
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal("OK", await kv.Run("ACL SETUSER bob on nopass " + rules));
        LocalSession bob = kv.NewSession();
        await bob.Run("AUTH bob x");
        string reply = await bob.Run(command);
        Assert.Equal(allowed, !reply.StartsWith("(error) NOPERM this user has no permissions to ", StringComparison.Ordinal));
        Assert.Equal(allowed, await kv.Run("ACL DRYRUN bob " + command) == "OK");
    }

    [Fact]
    public async Task New_rules_hold_from_the_next_command_on()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("ACL SETUSER bob on nopass +@all ~* &*");
        LocalSession bob = kv.NewSession();
        await bob.Run("AUTH bob x");
        Assert.Equal("OK", await bob.Run("SET a 1"));
        await kv.Run("ACL SETUSER bob resetkeys ~b");
        Assert.Equal(NoKey, await bob.Run("GET a"));
        await kv.Run("ACL SETUSER bob off resetkeys ~*");
        Assert.Equal("1", await bob.Run("GET a"));
        Assert.Equal("(error) WRONGPASS invalid username-password pair or user is disabled.", await bob.Run("AUTH bob x"));
        Assert.Equal("bob", await bob.Run("ACL WHOAMI"));
    }

    [Fact]
    public async Task The_default_user_obeys_its_rules_and_asks_for_its_password()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        LocalSession here = kv.NewSession();
        await kv.Run("ACL SETUSER default >secret");
        Assert.Equal("(nil)", await here.Run("GET a"));
        LocalSession late = kv.NewSession();
        Assert.Equal("(error) NOAUTH Authentication required.", await late.Run("GET a"));
        Assert.Equal("OK", await late.Run("AUTH secret"));
        await kv.Run("ACL SETUSER default -get");
        Assert.Equal("(error) NOPERM this user has no permissions to run the 'get' command", await late.Run("GET a"));
        await kv.Run("ACL SETUSER default off nopass");
        Assert.Equal("(error) NOAUTH Authentication required.", await kv.NewSession().Run("PING"));
    }

    [Theory]
    [InlineData("SORT l BY w*", "(error) ERR BY option of SORT denied due to insufficient ACL permissions.")]
    [InlineData("SORT l BY nosort", "[]")]
    [InlineData("SORT l GET w", "(error) ERR GET option of SORT denied due to insufficient ACL permissions.")]
    [InlineData("SORT l GET #", "(error) ERR GET option of SORT denied due to insufficient ACL permissions.")]
    [InlineData("SORT_RO l GET w* FOO", "(error) ERR GET option of SORT denied due to insufficient ACL permissions.")]
    [InlineData("SORT l FOO BY w*", "(error) ERR syntax error")]
    [InlineData("SORT l BY w* STORE b", NoKey)]
    public async Task SORT_looks_up_keys_only_for_who_may_read_all(string command, string reply)
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("ACL SETUSER bob on nopass +@all ~l ~w*");
        LocalSession bob = kv.NewSession();
        await bob.Run("AUTH bob x");
        Assert.Equal(reply, await bob.Run(command));
        await kv.Run("ACL SETUSER bob (+@all %R~*)");
        Assert.Equal(reply.Contains("syntax", StringComparison.Ordinal) || command.EndsWith("FOO", StringComparison.Ordinal) ? "(error) ERR syntax error"
            : command.EndsWith("STORE b", StringComparison.Ordinal) ? NoKey : "[]", await bob.Run(command));
    }

    [Fact]
    public async Task A_transaction_is_checked_when_it_is_queued_and_when_it_runs()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("ACL SETUSER bob on nopass +@all ~a ~b");
        LocalSession bob = kv.NewSession();
        await bob.Run("AUTH bob x");
        await bob.Run("MULTI");
        Assert.Equal(NoKey, await bob.Run("GET c"));
        Assert.Equal("(error) EXECABORT Transaction discarded because of previous errors.", await bob.Run("EXEC"));
        Assert.Contains("context, multi, object, c, username, bob", await kv.Run("ACL LOG"), StringComparison.Ordinal);

        await bob.Run("MULTI");
        await bob.Run("SET a 1");
        await bob.Run("SET b 2");
        await bob.Run("GET a");
        await kv.Run("ACL SETUSER bob -get resetkeys ~a");
        const string Changed = "(error) NOPERM ACLs rules changed between the moment the transaction was accumulated and the EXEC call. " +
            "This command is no longer allowed for the following reason: no permission to ";
        Assert.Equal($"[OK, {Changed}touch the specified keys, {Changed}execute the command or subcommand]", await bob.Run("EXEC"));

        await bob.Run("MULTI");
        await kv.Run("ACL SETUSER bob -exec");
        Assert.Equal("(error) EXECABORT Transaction discarded because of: NOPERM this user has no permissions to run the 'exec' command", await bob.Run("EXEC"));
    }

    [Fact]
    public async Task A_transaction_that_authenticates_goes_on_as_the_other_user()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("ACL SETUSER bob on nopass +set ~a");
        LocalSession session = kv.NewSession();
        await session.Run("MULTI");
        await session.Run("SET b 1");
        await session.Run("AUTH bob x");
        await session.Run("SET b 2");
        Assert.Matches(@"^\[OK, OK, \(error\) NOPERM ACLs rules changed .* keys\]$", await session.Run("EXEC"));
        Assert.Equal("1", await kv.Run("GET b"));
    }
}
