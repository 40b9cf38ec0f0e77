using System.Globalization;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Tests.Commands.Connection;

public sealed class ClientListSpec
{
    [Fact]
    public async Task CLIENT_INFO_has_the_fields_of_Redis_in_their_order()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        string[] names = [.. (await kv.Run("CLIENT INFO")).TrimEnd('\n').Split(' ').Select(field => field.Split('=')[0])];
        Assert.Equal("id addr laddr fd name age idle flags db sub psub ssub multi watch qbuf qbuf-free argv-mem multi-mem rbs rbp obl oll omem tot-mem events cmd user redir resp lib-name lib-ver".Split(' '), names);
    }

    [Fact]
    public async Task CLIENT_LIST_tells_what_each_connection_is_and_does()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        LocalSession first = kv.NewSession(), second = kv.NewSession();
        await second.Run("HELLO 3 SETNAME two");
        await second.Run("SELECT 7");
        kv.Time.Advance(TimeSpan.FromSeconds(5));
        await second.Run("CLIENT NO-TOUCH on");
        kv.Time.Advance(TimeSpan.FromSeconds(3));
        string[] lines = (await first.Run("CLIENT LIST")).TrimEnd('\n').Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.Contains(" name= age=8 idle=0 flags=N db=0 ", lines[0], StringComparison.Ordinal);
        Assert.Contains(" events=r cmd=client|list user=default redir=-1 resp=2 lib-name= lib-ver=", lines[0], StringComparison.Ordinal);
        Assert.Contains(" name=two age=8 idle=3 flags=T db=7 ", lines[1], StringComparison.Ordinal);
        Assert.Contains(" cmd=client|no-touch user=default redir=-1 resp=3 ", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task CLIENT_LIST_shows_who_is_blocked()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        LocalSession waiting = kv.NewSession(), asking = kv.NewSession();
        Task<string> pop = waiting.Run("BLPOP k 0");
        Assert.Contains(" flags=b ", await asking.Run($"CLIENT LIST ID {waiting.Session.Id}"), StringComparison.Ordinal);
        await asking.Run("RPUSH k v");
        await pop;
        Assert.Contains(" flags=N ", await asking.Run($"CLIENT LIST ID {waiting.Session.Id}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CLIENT_LIST_is_verbatim_text_in_RESP3()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        LocalSession session = kv.NewSession();
        await session.Run("HELLO 3");
        Assert.Equal(ReplyKind.Verbatim, (await session.ExecuteAsync("CLIENT"u8.ToArray(), "LIST"u8.ToArray())).Kind);
        Assert.Equal(ReplyKind.Verbatim, (await session.ExecuteAsync("CLIENT"u8.ToArray(), "INFO"u8.ToArray())).Kind);
    }

    [Fact]
    public async Task CLIENT_LIST_filters_by_TYPE_and_by_ID()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        LocalSession first = kv.NewSession(), second = kv.NewSession();
        string one = first.Session.Id.ToString(CultureInfo.InvariantCulture), two = second.Session.Id.ToString(CultureInfo.InvariantCulture);
        Assert.Equal([one, two], Ids(await first.Run("CLIENT LIST TYPE normal")));
        foreach (string none in new[] { "master", "replica", "SLAVE", "pubsub" }) Assert.Empty(Ids(await first.Run($"CLIENT LIST TYPE {none}")));
        Assert.Equal([two, one], Ids(await first.Run($"CLIENT LIST ID {two} 99999 {one}")));
        Assert.Empty(Ids(await first.Run("CLIENT LIST ID -1")));
    }

    [Theory]
    [InlineData("CLIENT LIST TYPE x", "ERR Unknown client type 'x'")]
    [InlineData("CLIENT LIST TYPE", "ERR syntax error")]
    [InlineData("CLIENT LIST ID", "ERR syntax error")]
    [InlineData("CLIENT LIST ID x", "ERR Invalid client ID")]
    [InlineData("CLIENT LIST TYPE normal ID 1", "ERR syntax error")]
    [InlineData("CLIENT", "ERR wrong number of arguments for 'client' command")]
    [InlineData("CLIENT FOO", "ERR unknown subcommand 'FOO'. Try CLIENT HELP.")]
    [InlineData("CLIENT ID x", "ERR wrong number of arguments for 'client|id' command")]
    public async Task CLIENT_refuses_what_it_does_not_know(string command, string error)
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal("(error) " + error, await kv.Run(command));
    }

    [Fact]
    public async Task CLIENT_SETNAME_and_SETINFO_take_printable_words()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal("(nil)", await kv.Run("CLIENT GETNAME"));
        Assert.Equal("OK", await kv.Run("CLIENT SETNAME worker-1"));
        Assert.Equal("worker-1", await kv.Run("CLIENT GETNAME"));
        foreach (string bad in new[] { "'a b'", "\"a\\n\"", "\"\\xff\"" })
            Assert.Equal("(error) ERR Client names cannot contain spaces, newlines or special characters.", await kv.Run("CLIENT SETNAME " + bad));
        Assert.Equal("OK", await kv.Run("CLIENT SETNAME ''"));
        Assert.Equal("(nil)", await kv.Run("CLIENT GETNAME"));
        Assert.Equal("OK", await kv.Run("CLIENT SETINFO lib-name redis-py"));
        Assert.Equal("OK", await kv.Run("CLIENT SETINFO LIB-VER 4.3.4"));
        Assert.EndsWith(" lib-name=redis-py lib-ver=4.3.4\n", await kv.Run("CLIENT INFO"), StringComparison.Ordinal);
        Assert.Equal("(error) ERR lib-name cannot contain spaces, newlines or special characters.", await kv.Run("CLIENT SETINFO lib-name 'a b'"));
        Assert.Equal("(error) ERR Unrecognized option 'lib-foo'", await kv.Run("CLIENT SETINFO lib-foo x"));
    }

    [Fact]
    public async Task CLIENT_tells_that_nothing_is_tracked()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal("(integer) -1", await kv.Run("CLIENT GETREDIR"));
        Assert.Equal("[flags, [off], redirect, (integer) -1, prefixes, []]", await kv.Run("CLIENT TRACKINGINFO"));
        await kv.Run("HELLO 3");
        Assert.Equal("{flags: [off], redirect: (integer) -1, prefixes: []}", await kv.Run("CLIENT TRACKINGINFO"));
    }

    private static string[] Ids(string list) => [.. list.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0][3..])];
}
