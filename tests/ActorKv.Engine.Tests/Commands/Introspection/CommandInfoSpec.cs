using System.Globalization;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Tests.Commands.Introspection;

public sealed class CommandInfoSpec
{
    private const string Get =
        "[get, (integer) 2, [readonly, fast], (integer) 1, (integer) 1, (integer) 1, [@read, @string, @fast], [], [[flags, [RO, access], begin_search, [type, index, spec, [index, (integer) 1]], find_keys, [type, range, spec, [lastkey, (integer) 0, keystep, (integer) 1, limit, (integer) 0]]]], []]";

    [Fact]
    public async Task COMMAND_INFO_tells_arity_flags_keys_and_categories()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal($"[{Get}]", await kv.Run("COMMAND INFO get"));
        Assert.Equal($"[{Get}, (nil), (nil), (nil), {Get}]", await kv.Run("COMMAND INFO GET nosuch get|x a|b|c get"));
    }

    [Fact]
    public async Task COMMAND_INFO_has_sets_and_maps_in_RESP3()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        LocalSession session = kv.NewSession();
        await session.Run("HELLO 3");
        Reply lmpop = (await Execute(session, "COMMAND INFO LMPOP")).Items[0];
        Assert.Equal([ReplyKind.Bulk, ReplyKind.Integer, ReplyKind.Set, ReplyKind.Integer, ReplyKind.Integer, ReplyKind.Integer, ReplyKind.Set, ReplyKind.Set, ReplyKind.Set, ReplyKind.Set], lmpop.Items.Select(item => item.Kind));
        Assert.Equal("{flags: [RW, access, delete], begin_search: {type: index, spec: {index: (integer) 1}}, find_keys: {type: keynum, spec: {keynumidx: (integer) 0, firstkey: (integer) 1, keystep: (integer) 1}}}", LocalSessionTesting.Show(lmpop.Items[8].Items[0]));
    }

    [Theory]
    [InlineData("MSET", "1 -1 2")]
    [InlineData("RENAME", "1 2 1")]
    [InlineData("BLPOP", "1 -2 1")]
    [InlineData("LMPOP", "0 0 0")]
    [InlineData("OBJECT|ENCODING", "2 2 1")]
    [InlineData("PING", "0 0 0")]
    public async Task COMMAND_INFO_tells_the_old_range_of_keys(string command, string range)
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Reply info = (await Execute(kv.NewSession(), "COMMAND INFO " + command)).Items[0];
        Assert.Equal(range, string.Join(' ', info.Items.Skip(3).Take(3).Select(item => item.Text)));
    }

    [Fact]
    public async Task COMMAND_tells_all_commands_and_hides_effects_of_the_log()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        LocalSession session = kv.NewSession();
        Reply all = await Execute(session, "COMMAND");
        Assert.Equal(LocalSessionTesting.Show(await Execute(session, "COMMAND COUNT")), "(integer) " + all.Items.Count.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(all.Items.Count, (await Execute(session, "COMMAND INFO")).Items.Count);
        string[] names = [.. all.Items.Select(info => info.Items[0].Text)];
        Assert.Contains("client", names);
        Assert.DoesNotContain("put", names);
        Assert.Equal("[(nil)]", await session.Run("COMMAND INFO PUT"));
        Reply client = all.Items[Array.IndexOf(names, "client")];
        Assert.Contains("client|list", client.Items[9].Items.Select(info => info.Items[0].Text));
    }

    [Fact]
    public async Task COMMAND_LIST_filters_by_category_pattern_and_module()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal("[asking, auth, echo, hello, quit, readonly, readwrite, reset, select, wait, waitaof]", await Sorted(kv, "COMMAND LIST FILTERBY ACLCAT CONNECTION", name => !name.Contains('|', StringComparison.Ordinal) && name is not ("ping" or "command")));
        Assert.Equal("[object, object|encoding, object|freq, object|help, object|idletime, object|refcount]", await Sorted(kv, "COMMAND LIST FILTERBY PATTERN OBJ*", _ => true));
        Assert.Equal("[]", await kv.Run("COMMAND LIST FILTERBY MODULE x"));
        Assert.Equal("[]", await kv.Run("COMMAND LIST FILTERBY ACLCAT nosuch"));
        Assert.Contains("command|list", await kv.Run("COMMAND LIST"), StringComparison.Ordinal);
        foreach (string wrong in new[] { "FOO", "FILTERBY", "FILTERBY FOO x", "FILTERBY MODULE x y" })
            Assert.Equal("(error) ERR syntax error", await kv.Run("COMMAND LIST " + wrong));
        Assert.Equal("(error) ERR unknown subcommand 'FOO'. Try COMMAND HELP.", await kv.Run("COMMAND FOO"));
    }

    [Fact]
    public async Task COMMAND_DOCS_documents_a_command_and_leaves_out_the_unknown()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("HELLO 3");
        Assert.Equal("{}", await kv.Run("COMMAND DOCS nosuch"));
        string docs = await kv.Run("COMMAND DOCS nosuch RPOPLPUSH");
        Assert.StartsWith("{rpoplpush: {summary: ", docs, StringComparison.Ordinal);
        Assert.EndsWith(
            " since: 1.2.0, group: list, complexity: O(1), doc_flags: [deprecated], deprecated_since: 6.2.0, replaced_by: `LMOVE` with the `RIGHT` and `LEFT` arguments, arguments: [{name: source, type: key, key_spec_index: (integer) 0}, {name: destination, type: key, key_spec_index: (integer) 1}]}}",
            docs, StringComparison.Ordinal);
        Assert.Contains("subcommands: {object|encoding: {summary:", await kv.Run("COMMAND DOCS object"), StringComparison.Ordinal);
        Assert.Contains("{name: count, type: integer, token: COUNT, flags: [optional]}", await kv.Run("COMMAND DOCS scan"), StringComparison.Ordinal);
    }

    private static Task<Reply> Execute(LocalSession session, string line) =>
        session.ExecuteAsync([.. InlineSplitter.Split(System.Text.Encoding.ASCII.GetBytes(line))!]);

    private static async Task<string> Sorted(TestStore kv, string command, Predicate<string> wanted)
    {
        string list = await kv.Run(command);
        return "[" + string.Join(", ", list[1..^1].Split(", ").Where(name => wanted(name)).Order(StringComparer.Ordinal)) + "]";
    }
}
