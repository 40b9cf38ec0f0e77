using System.Globalization;
using System.Text;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Tests.Commands.Connection;

public sealed class HelloSpec
{
    private const string NoAuth =
        "(error) NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO AUTH <user> <pass> option can be used to authenticate the client and select the RESP protocol version at the same time";

    [Fact]
    public async Task HELLO_3_answers_a_map_in_RESP3()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        LocalSession session = kv.NewSession();
        string id = session.Session.Id.ToString(CultureInfo.InvariantCulture);
        Assert.Equal($"{{server: redis, version: {ServerVersion.Redis}, proto: (integer) 3, id: (integer) {id}, mode: standalone, role: master, modules: []}}", await session.Run("HELLO 3"));
        Assert.Equal(ReplyKind.Map, (await session.ExecuteAsync("HELLO"u8.ToArray())).Kind);
        Assert.Equal($"[server, redis, version, {ServerVersion.Redis}, proto, (integer) 2, id, (integer) {id}, mode, standalone, role, master, modules, []]", await session.Run("HELLO 2"));
    }

    [Theory]
    [InlineData("HELLO 4", "NOPROTO unsupported protocol version")]
    [InlineData("HELLO 1", "NOPROTO unsupported protocol version")]
    [InlineData("HELLO three", "ERR Protocol version is not an integer or out of range")]
    [InlineData("HELLO 3 FOO", "ERR Syntax error in HELLO option 'FOO'")]
    [InlineData("HELLO 3 AUTH x", "ERR Syntax error in HELLO option 'AUTH'")]
    [InlineData("HELLO 3 SETNAME", "ERR Syntax error in HELLO option 'SETNAME'")]
    [InlineData("HELLO 3 SETNAME 'a b'", "ERR Client names cannot contain spaces, newlines or special characters.")]
    [InlineData("HELLO 3 AUTH x y", "WRONGPASS invalid username-password pair or user is disabled.")]
    public async Task HELLO_that_fails_changes_neither_version_nor_name(string command, string error)
    {
        await using TestStore kv = await TestStore.OpenAsync();
        LocalSession session = kv.NewSession();
        await session.Run("CLIENT SETNAME before");
        Assert.Equal("(error) " + error, await session.Run(command));
        Assert.Equal(2, session.Session.Output.Version);
        Assert.Equal("before", await session.Run("CLIENT GETNAME"));
    }

    [Fact]
    public async Task HELLO_takes_the_name_before_it_reads_on()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("HELLO 3 SETNAME early FOO");
        Assert.Equal("early", await kv.Run("CLIENT GETNAME"));
    }

    [Fact]
    public async Task HELLO_with_AUTH_and_SETNAME_does_all_three()
    {
        await using TestStore kv = await TestStore.OpenAsync(options => options.RequirePass = "secret");
        LocalSession session = kv.NewSession();
        Assert.Equal(NoAuth, await session.Run("HELLO 3 SETNAME me"));
        Assert.Equal(NoAuth, await session.Run("HELLO"));
        Assert.StartsWith("{server: redis", await session.Run("HELLO 3 AUTH default secret SETNAME me"), StringComparison.Ordinal);
        Assert.Equal("me", await session.Run("CLIENT GETNAME"));
        Assert.Equal(ReplyKind.Null, (await session.ExecuteAsync(Encoding.ASCII.GetBytes("GET"), "k"u8.ToArray())).Kind);
    }
}
