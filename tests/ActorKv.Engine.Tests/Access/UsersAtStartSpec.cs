using ActorKv.Engine.Access;
using ActorKv.Engine.Configuration;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Tests.Access;

public sealed class UsersAtStartSpec : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("actorkv-acl-").FullName;

    private string AclFile => Path.Combine(_directory, "users.acl");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Users_of_the_configuration_are_there()
    {
        await using TestStore kv = await TestStore.OpenAsync(options =>
        {
            options.RequirePass = "ignored";
            options.Users = [["bob", "on", ">pw", "(+get", "~a)"], ["default", "on", "nopass", "+@all", "-keys", "~*"]];
        });
        Assert.Equal("[user bob on #30c952fab122c3f9759f02a6d95c3758b246b4fee239957b2d4fee46e26170c4 resetchannels -@all (~a resetchannels -@all +get), " +
            "user default on nopass sanitize-payload ~* resetchannels +@all -keys]", await kv.Run("ACL LIST"));
    }

    [Theory]
    [InlineData("bob +nope", "Error in user declaration 'bob': '+nope': Unknown command or category name in ACL")]
    [InlineData("bob secret", "Error in user declaration 'bob': Syntax error")]
    [InlineData("bob (+get", "Error in user declaration 'bob': Unmatched parenthesis in acl selector starting at '(+get'")]
    public async Task A_user_that_cannot_be_stops_the_start(string line, string reason)
    {
        AclException error = await Assert.ThrowsAsync<AclException>(() => TestStore.OpenAsync(options => options.Users = [line.Split(' ')]));
        Assert.Equal(reason, error.Message);
    }

    [Fact]
    public async Task Users_in_two_places_stop_the_start()
    {
        AclException error = await Assert.ThrowsAsync<AclException>(() => TestStore.OpenAsync(options =>
        {
            options.AclFile = AclFile;
            options.Users = [["bob", "on"]];
        }));
        Assert.Contains("Keep them in one place", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_aclfile_that_is_wrong_stops_the_start_and_every_wrong_line_is_told()
    {
        await File.WriteAllTextAsync(AclFile, "\n\nuser bob +nope +nope2\nuser x foo bar\n  user bob on  \nfoo\nuser y (+get\n");
        AclException error = await Assert.ThrowsAsync<AclException>(() => OpenWithFileAsync());
        Assert.Equal($"Aborting startup because of ACL errors: {AclFile}:3: Error in applying operation '+nope': Unknown command or category name in ACL. " +
            $"{AclFile}:3: Error in applying operation '+nope2': Unknown command or category name in ACL. {AclFile}:4: Syntax error. " +
            $"WARNING: Duplicate user 'bob' found on line 5. {AclFile}:6 should start with user keyword followed by the username. " +
            $"{AclFile}:7: Unmatched parenthesis in selector definition.WARNING: ACL errors detected, no change to the previously active ACL rules was performed", error.Message);
        File.Delete(AclFile);
        error = await Assert.ThrowsAsync<AclException>(() => OpenWithFileAsync());
        Assert.Equal($"Aborting startup because of ACL errors: Error loading ACLs, opening file '{AclFile}': No such file or directory", error.Message);
    }

    [Fact]
    public async Task ACL_SAVE_and_ACL_LOAD_take_users_to_the_file_and_back()
    {
        await File.WriteAllTextAsync(AclFile, "user adm on nopass +@all ~* &*\n");
        await using TestStore kv = await OpenWithFileAsync();
        Assert.Equal("OK", await kv.Run("ACL SETUSER bob on >pw +get ~app:* &é"));
        Assert.Equal("OK", await kv.Run("ACL SAVE"));
        string[] saved = await File.ReadAllLinesAsync(AclFile, System.Text.Encoding.Latin1);
        Assert.Equal(["user adm on nopass ~* &* +@all",
            "user bob on #30c952fab122c3f9759f02a6d95c3758b246b4fee239957b2d4fee46e26170c4 ~app:* resetchannels &é -@all +get",
            "user default on nopass ~* &* +@all"], saved);
        Assert.Single(Directory.GetFiles(_directory));

        string before = await kv.Run("ACL LIST");
        await kv.Run("ACL SETUSER bob reset");
        LocalSession adm = kv.NewSession();
        await adm.Run("AUTH adm x");
        Assert.Equal("OK", await kv.Run("ACL LOAD"));
        Assert.Equal(before, await kv.Run("ACL LIST"));
        Assert.True(adm.IsClosed);
    }

    [Fact]
    public async Task ACL_LOAD_is_all_or_nothing()
    {
        await File.WriteAllTextAsync(AclFile, "user adm on nopass +@all ~* &*\n");
        await using TestStore kv = await OpenWithFileAsync();
        await File.WriteAllTextAsync(AclFile, "user bob on\nuser default -@all\nuser eve +nope\n");
        string before = await kv.Run("ACL LIST");
        Assert.Equal($"(error) ERR {AclFile}:3: Error in applying operation '+nope': Unknown command or category name in ACL. " +
            "WARNING: ACL errors detected, no change to the previously active ACL rules was performed", await kv.Run("ACL LOAD"));
        Assert.Equal(before, await kv.Run("ACL LIST"));
    }

    [Fact]
    public async Task CONFIG_REWRITE_asks_for_the_users_of_now()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        ServerParameters parameters = kv.Store.Parameters;
        string written = "";
        parameters.RewriteFile = () =>
        {
            written = string.Join('|', parameters.Find("user")!.Lines(parameters.Options).Select(words => string.Join(' ', words)));
            return null;
        };
        await kv.Run("CONFIG SET requirepass secret");
        await kv.Run("CONFIG REWRITE");
        Assert.Equal("", written);
        await kv.Run("ACL SETUSER bob on (+get ~a)");
        await kv.Run("CONFIG REWRITE");
        Assert.Equal("bob on resetchannels -@all (~a resetchannels -@all +get)|default on #2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b ~* &* +@all", written);
        Assert.Equal("[]", await kv.Run("CONFIG GET user"));
        Assert.Equal("(error) ERR Unknown option or number of arguments for CONFIG SET - 'user'", await kv.Run("CONFIG SET user x"));
    }

    private Task<TestStore> OpenWithFileAsync() => TestStore.OpenAsync(options =>
    {
        options.Dir = _directory;
        options.AclFile = "users.acl";
    });
}
