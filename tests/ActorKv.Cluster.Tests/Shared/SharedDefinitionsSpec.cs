// Functions and users are the same on every node: what is said to one holds on all.

using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Engine.Sessions;

namespace ActorKv.Cluster.Tests.Shared;

public sealed class SharedDefinitionsSpec : IAsyncLifetime
{
    private const string Library = "#!lua name=lib\nredis.register_function('one', function() return 1 end)";
    private const string Newer = "#!lua name=lib\nredis.register_function('one', function() return 2 end)";
    private const string Other = "#!lua name=other\nredis.register_function('two', function() return 2 end)";
    private const string NoFunction = "ERR Function not found";

    private readonly MemorySharedTable _table = new();
    private SharedNode _a = null!, _b = null!;

    public async Task InitializeAsync()
    {
        _a = await SharedNode.StartAsync(_table.Connect());
        _b = await SharedNode.StartAsync(_table.Connect());
    }

    public async Task DisposeAsync()
    {
        await _a.DisposeAsync();
        await _b.DisposeAsync();
    }

    [Fact]
    public async Task FUNCTION_LOAD_DELETE_and_FLUSH_hold_on_every_node()
    {
        Assert.Equal("lib", await _a.Run("FUNCTION", "LOAD", Library));
        Assert.Equal("1", await _a.Run("FCALL", "one", "0"));
        await _b.Until("1", "FCALL", "one", "0");
        Assert.Equal("lib", await _b.Run("FUNCTION", "LOAD", "REPLACE", Newer));
        await _a.Until("2", "FCALL", "one", "0");
        Assert.Equal("OK", await _a.Run("FUNCTION", "DELETE", "lib"));
        await _b.Until(NoFunction, "FCALL", "one", "0");
        await _b.Run("FUNCTION", "LOAD", Library);
        Assert.Equal("OK", await _a.Run("FUNCTION", "FLUSH"));
        Assert.Equal(NoFunction, await _a.Run("FCALL", "one", "0"));
        await _b.Until("", "FUNCTION", "LIST");
    }

    [Fact]
    public async Task FUNCTION_LOAD_knows_what_was_loaded_on_another_node_before_it_hears_of_it()
    {
        await using SharedNode deaf = await SharedNode.StartAsync(_table.Connect(hears: false));
        await _a.Run("FUNCTION", "LOAD", Library);
        Assert.Equal("ERR Library 'lib' already exists", await deaf.Run("FUNCTION", "LOAD", Library));
        Assert.Equal("ERR Library not found", await deaf.Run("FUNCTION", "DELETE", "nosuch"));
    }

    [Fact]
    public async Task FCALL_of_an_unknown_function_looks_into_the_table_before_it_says_so()
    {
        await using SharedNode deaf = await SharedNode.StartAsync(_table.Connect(hears: false));
        Assert.Equal(NoFunction, await deaf.Run("FCALL", "one", "0"));
        await _a.Run("FUNCTION", "LOAD", Library);
        Assert.Equal("1", await deaf.Run("FCALL", "one", "0"));
        Assert.Equal(NoFunction, await deaf.Run("FCALL", "nosuch", "0"));
        int reads = _table.Reads;
        Assert.Equal("1", await deaf.Run("FCALL", "one", "0"));
        Assert.Equal(reads, _table.Reads);
    }

    [Fact]
    public async Task FUNCTION_RESTORE_is_all_or_nothing_on_all_nodes()
    {
        await _a.Run("FUNCTION", "LOAD", Library);
        await _a.Run("FUNCTION", "LOAD", Other);
        string dump = await _a.Run("FUNCTION", "DUMP");
        Assert.Equal("ERR Library lib already exists", await _b.Run("FUNCTION", "RESTORE", dump));
        await _b.Run("FUNCTION", "FLUSH");
        Assert.Equal("OK", await _b.Run("FUNCTION", "RESTORE", dump));
        await _a.Until("1", "FCALL", "one", "0");
        Assert.Equal("2", await _a.Run("FCALL", "two", "0"));
    }

    [Fact]
    public async Task Who_was_slower_makes_its_change_anew_from_what_the_faster_one_left()
    {
        Task<string>? faster = null;
        _table.Writing = () => (faster = _b.Run("FUNCTION", "LOAD", Other)).Wait(SharedNode.Patience);
        Assert.Equal("lib", await _a.Run("FUNCTION", "LOAD", Library));
        Assert.Equal("other", await faster!);
        Assert.Equal("2", await _a.Run("FCALL", "two", "0"));
        Assert.Equal("1", await _a.Run("FCALL", "one", "0"));
    }

    [Fact]
    public async Task A_library_that_is_wrong_changes_nothing()
    {
        Assert.Equal("ERR Missing library metadata", await _a.Run("FUNCTION", "LOAD", "return 1"));
        Assert.Equal("", await _b.Run("FUNCTION", "LIST"));
    }

    [Fact]
    public async Task A_node_has_everything_when_it_joins()
    {
        await _a.Run("FUNCTION", "LOAD", Library);
        await _a.Run("ACL", "SETUSER", "bob", "on", ">pw", "~*", "+get");
        await using SharedNode late = await SharedNode.StartAsync(_table.Connect(hears: false));
        Assert.Equal("1", await late.Run("FCALL", "one", "0"));
        Assert.Equal("OK", await late.Run("AUTH", "bob", "pw"));
    }

    [Fact]
    public async Task While_the_database_is_away_changes_are_refused_and_calls_go_on()
    {
        await _a.Run("FUNCTION", "LOAD", Library);
        _table.IsDown = true;
        Assert.Equal("ERR The database is away.", await _a.Run("FUNCTION", "LOAD", "REPLACE", Newer));
        Assert.Equal("ERR The database is away.", await _a.Run("ACL", "SETUSER", "bob"));
        Assert.Equal("1", await _a.Run("FCALL", "one", "0"));
        Assert.Equal(NoFunction, await _a.Run("FCALL", "nosuch", "0"));
        _table.IsDown = false;
        Assert.Equal("lib", await _a.Run("FUNCTION", "LOAD", "REPLACE", Newer));
    }

    [Fact]
    public async Task ACL_SETUSER_holds_on_every_node_and_connections_go_on_with_their_new_rights()
    {
        Assert.Equal("OK", await _a.Run("ACL", "SETUSER", "bob", "on", ">pw", "~*", "+@all"));
        await _b.Until("bob default", "ACL", "USERS");
        using LocalSession bob = _b.Connect();
        Assert.Equal("OK", await SharedNode.Run(bob, "AUTH", "bob", "pw"));
        Assert.Equal("OK", await SharedNode.Run(bob, "SET", "k", "v"));
        Assert.Equal("OK", await _a.Run("ACL", "SETUSER", "bob", "-set"));
        await _b.Until(await _a.Run("ACL", "LIST"), "ACL", "LIST");
        Assert.StartsWith("NOPERM", await SharedNode.Run(bob, "SET", "k", "v"), StringComparison.Ordinal);
        Assert.Equal("v", await SharedNode.Run(bob, "GET", "k"));
        Assert.Equal("ERR Error in ACL SETUSER modifier 'nonsense': Syntax error", await _a.Run("ACL", "SETUSER", "bob", "nonsense"));
    }

    [Fact]
    public async Task ACL_DELUSER_closes_the_connections_of_all_nodes()
    {
        await _a.Run("ACL", "SETUSER", "bob", "on", "nopass", "~*", "+@all");
        await _b.Until("bob default", "ACL", "USERS");
        using LocalSession there = _b.Connect(), here = _a.Connect();
        await SharedNode.Run(there, "AUTH", "bob", "x");
        await SharedNode.Run(here, "AUTH", "bob", "x");
        Assert.Equal("1", await SharedNode.Run(here, "ACL", "DELUSER", "bob", "nosuch"));
        Assert.True(here.IsClosed);
        await _b.Until("default", "ACL", "USERS");
        await Eventually.Holds(() => there.IsClosed);
        Assert.Equal("ERR The 'default' user cannot be removed", await _a.Run("ACL", "DELUSER", "default"));
    }

    [Fact]
    public async Task Users_of_the_configuration_hold_until_somebody_changes_one()
    {
        MemorySharedTable table = new();
        await using SharedNode first = await SharedNode.StartAsync(table.Connect(), options => options.Users = [["ann", "on", "nopass"]]);
        await using SharedNode second = await SharedNode.StartAsync(table.Connect(), options => options.Users = [["bob", "on", "nopass"]]);
        Assert.Equal("ann default", await first.Run("ACL", "USERS"));
        Assert.Equal("bob default", await second.Run("ACL", "USERS"));
        await first.Run("ACL", "SETUSER", "carl");
        await second.Until("ann carl default", "ACL", "USERS");
    }

    [Fact]
    public async Task ACL_LOAD_makes_the_users_of_the_file_those_of_all_nodes()
    {
        string directory = Directory.CreateTempSubdirectory("actorkv-shared-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(directory, "users.acl"), "user ann on nopass ~* +@all\n");
            MemorySharedTable table = new();
            await using SharedNode first = await SharedNode.StartAsync(table.Connect(), options => (options.Dir, options.AclFile) = (directory, "users.acl"));
            await using SharedNode second = await SharedNode.StartAsync(table.Connect());
            await second.Run("ACL", "SETUSER", "bob");
            await first.Until("bob default", "ACL", "USERS");
            Assert.Equal("OK", await first.Run("ACL", "LOAD"));
            await second.Until("ann default", "ACL", "USERS");
            await File.WriteAllTextAsync(Path.Combine(directory, "users.acl"), "nonsense\n");
            Assert.StartsWith("ERR ", await first.Run("ACL", "LOAD"), StringComparison.Ordinal);
            Assert.Equal("ann default", await first.Run("ACL", "USERS"));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
