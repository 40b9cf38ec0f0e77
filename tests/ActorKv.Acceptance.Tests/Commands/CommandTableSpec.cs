// What COMMAND says of every command that both have must be what redis-server says: clients route, retry and check rights by it. Differences
// that are meant stand below with their reasons; one that is no longer there has to go from the list.

using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Protocol;

namespace ActorKv.Acceptance.Tests.Commands;

public sealed class CommandTableSpec : IDisposable
{
    private static readonly Dictionary<string, string> s_knownInInfo = new()
    {
        ["zrank arity"] = "WITHSCORE came with 7.2",
        ["zrevrank arity"] = "WITHSCORE came with 7.2",
    };

    private static readonly Dictionary<string, string> s_knownInDocs = new()
    {
        ["bitop arguments"] = "Redis 7.0 says that it is a string; these are the operations, four of them newer",
        ["client|kill arguments"] = "MAXAGE came with 7.4, SKIPME takes yes or no, and one filter at least must be given",
        ["client|list arguments"] = "Redis wraps the repeated client-id into a block of one",
        ["command|getkeys arguments"] = "Redis' table has none",
        ["command|getkeysandflags arguments"] = "Redis' table has none",
        ["config|get arguments"] = "Redis wraps the repeated parameter into a block of one",
        ["debug doc_flags"] = "Redis marks what is for its own tests; here DEBUG is documented like any other",
        ["failover arguments"] = "Redis makes one block of TO with host, port and FORCE",
        ["module|loadex arguments"] = "Redis gives ARGS to a block of one",
        ["psubscribe arguments"] = "Redis wraps the repeated pattern into a block of one",
        ["restore-asking doc_flags"] = "as debug",
        ["replconf doc_flags"] = "as debug",
        ["replconf arguments"] = "Redis' table has none",
        ["xadd arguments"] = "KEEPREF, DELREF and ACKED came with 8.2",
        ["xinfo|stream arguments"] = "FULL is the first of its block here, and the token of the block in Redis",
        ["xtrim arguments"] = "KEEPREF, DELREF and ACKED came with 8.2",
        ["hscan arguments"] = "NOVALUES came with 7.4",
        ["zrank arguments"] = "WITHSCORE came with 7.2",
        ["zrevrank arguments"] = "WITHSCORE came with 7.2",
        ["pfmerge arguments"] = "its arity says that there need be no source",
        ["pfdebug doc_flags"] = "as debug",
        ["pfselftest doc_flags"] = "as debug",
        ["set arguments"] = "the conditions on the value came with 8.4",
        ["geohash arguments"] = "its arity says that there need be no member",
        ["geopos arguments"] = "its arity says that there need be no member",
        ["geosearch arguments"] = "Redis gives BYBOX to the width alone, not to width and height",
        ["geosearchstore arguments"] = "as geosearch",
        ["lolwut arguments"] = "Redis takes arguments of the picture too and does not document them",
    };

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [RequiresFact(Needs.RedisServer)]
    public void COMMAND_says_of_every_command_what_Redis_says()
    {
        string[] fields = ["name", "arity", "flags", "first key", "last key", "step", "ACL categories", "tips", "key specs"];
        Compare(s_knownInInfo, client =>
        {
            Dictionary<string, Dictionary<string, string>> commands = [];
            Visit(client.Do("COMMAND"));
            return commands;

            void Visit(Reply infos)
            {
                foreach (Reply info in infos.Items)
                {
                    commands.Add(info.Items[0].Text, fields.Select((field, i) => (field, i)).ToDictionary(pair => pair.field, pair => Show(info.Items[pair.i])));
                    Visit(info.Items[9]);
                }
            }
        });
    }

    [RequiresFact(Needs.RedisServer)]
    public void COMMAND_DOCS_says_of_every_command_what_Redis_says()
    {
        string[] fields = ["since", "group", "doc_flags", "deprecated_since", "arguments"];
        Compare(s_knownInDocs, client =>
        {
            Dictionary<string, Dictionary<string, string>> commands = [];
            Visit(client.Do("COMMAND", "DOCS"));
            return commands;

            void Visit(Reply docs)
            {
                foreach (Reply[] pair in docs.Items.Chunk(2))
                {
                    commands.Add(pair[0].Text, fields.ToDictionary(field => field, field => field == "arguments" ? Shapes(Field(pair[1], field)) : Show(Field(pair[1], field))));
                    if (Field(pair[1], "subcommands") is { } subcommands) Visit(subcommands);
                }
            }
        });
    }

    private void Compare(Dictionary<string, string> known, Func<RespClient, Dictionary<string, Dictionary<string, string>>> ask)
    {
        using RespServer server = RespServer.StartActorKv(_directory.Path), oracle = RespServer.StartOracle();
        using RespClient client = server.Connect(), oracleClient = oracle.Connect();
        client.Do("HELLO", "3");
        oracleClient.Do("HELLO", "3");
        Dictionary<string, Dictionary<string, string>> ours = ask(client), theirs = ask(oracleClient);
        Assert.NotEmpty(ours);

        List<string> differences = [];
        HashSet<string> met = [];
        foreach ((string name, Dictionary<string, string> mine) in ours)
        {
            if (!theirs.TryGetValue(name, out Dictionary<string, string>? original)) continue;
            foreach ((string field, string value) in mine)
            {
                if (value == original[field]) continue;
                if (known.ContainsKey($"{name} {field}")) met.Add($"{name} {field}");
                else differences.Add($"{name} {field}:\n  redis-server {original[field]}\n  here         {value}");
            }
        }
        differences.AddRange(known.Keys.Except(met).Select(gone => $"{gone}: known as different, and is not"));
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    private static Reply? Field(Reply map, string name)
    {
        for (int i = 0; i + 1 < map.Items.Count; i += 2)
            if (map.Items[i].Text == name) return map.Items[i + 1];
        return null;
    }

    // Sets have no order. Notes to key specs are remarks of Redis' own.
    private static string Show(Reply? reply) => reply?.Kind switch
    {
        null => "-",
        ReplyKind.Set => "{" + string.Join(", ", reply.Items.Select(Show).Order(StringComparer.Ordinal)) + "}",
        ReplyKind.Map => "{" + string.Join(", ", reply.Items.Chunk(2).Where(pair => pair[0].Text != "notes").Select(pair => $"{pair[0].Text}: {Show(pair[1])}")) + "}",
        ReplyKind.Array => "[" + string.Join(", ", reply.Items.Select(Show)) + "]",
        _ => $"{reply.Kind} {reply.Text}",
    };

    // An argument without its name and its history: those of choices and blocks are not part of a command's syntax.
    private static string Shapes(Reply? arguments) => string.Join(' ', (arguments?.Items ?? []).Select(Shape));

    private static string Shape(Reply argument) =>
        $"({Field(argument, "type")?.Text} {Field(argument, "token")?.Text} {Field(argument, "key_spec_index")?.Text} {Show(Field(argument, "flags"))} {Shapes(Field(argument, "arguments"))})";
}
