// What users may do, beside a real redis-server: the same rules on both, and ACL DRYRUN of every command that both have must answer alike,
// for every position where a key can stand and for random rules. The requests are made from what the oracle says of its commands.

using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Protocol;
using Xunit.Abstractions;

namespace ActorKv.Acceptance.Tests.Commands;

public sealed class AclSpec(ITestOutputHelper output) : IDisposable
{
    private const int RuleSets = 25;

    // What the table cannot tell: keys and rights that depend on the options.
    private static readonly string[] s_more =
    [
        "SET a 1 GET", "SET a 1 EX 10 GET", "BITFIELD a GET u8 0", "BITFIELD a OVERFLOW WRAP GET u8 0", "BITFIELD a GET u8 0 SET u8 0 1", "BITFIELD a FOO",
        "SORT a STORE b", "SORT a BY x GET y STORE b", "SORT a STORE b STORE c", "SORT a LIMIT 0 1 STORE b", "GEORADIUS a 1 1 1 km STORE b",
        "GEORADIUS a 1 1 1 km STOREDIST b", "GEORADIUSBYMEMBER a m 1 km STORE b", "XREADGROUP GROUP g c COUNT 1 STREAMS a b > >",
        "XREAD BLOCK 0 STREAMS a b c 0 0 0", "ZUNIONSTORE d 2 a b WEIGHTS 1 2", "EVAL x 2 a b c", "EVAL x 0 c", "FCALL x 1 a", "OBJECT HELP", "MSET a 1 b",
        "SUBSCRIBE a b", "SSUBSCRIBE a b", "PSUBSCRIBE a b", "UNSUBSCRIBE a", "PUNSUBSCRIBE a", "SUNSUBSCRIBE a", "PUBLISH a b", "SPUBLISH a b",
    ];

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [RequiresFact(Needs.RedisServer)]
    public void Every_key_of_every_command_needs_the_rights_that_it_needs_in_Redis() => Beside((ours, oracle) =>
    {
        int cases = 0;
        foreach (string[] request in Requests(ours, oracle))
        {
            Reply found = oracle.Do(["COMMAND", "GETKEYS", .. Arguments(request)]);
            string[] keys = found.Kind == ReplyKind.Array ? [.. found.Items.Select(key => key.Text).Distinct()] : [];
            List<string[]> rights = [["~*"], [], ["&a"], ["allchannels", "~none"]];
            foreach (string key in keys)
            {
                string[] others = [.. keys.Where(other => other != key).Select(other => "~" + other)];
                rights.AddRange([others, [.. others, "%R~" + key], [.. others, "%W~" + key], [.. others, "~" + key]]);
            }
            foreach (string[] rules in rights)
            {
                SetUser(ours, oracle, ["+@all", .. rules]);
                string expected = DryRun(oracle, request), answer = DryRun(ours, request);
                Assert.True(expected == answer, $"{string.Join(' ', request)} with {string.Join(' ', rules)}: {answer}; redis-server: {expected}");
                cases++;
            }
        }
        output.WriteLine($"{cases} cases");
        Assert.True(cases > 1500);
    });

    [RequiresFact(Needs.RedisServer)]
    public void Categories_hold_the_commands_that_they_hold_in_Redis() => Beside((ours, oracle) =>
    {
        HashSet<string> both = Names(ours);
        both.IntersectWith(Names(oracle));
        Assert.Equal(Texts(oracle.Do("ACL", "CAT")), Texts(ours.Do("ACL", "CAT")));
        Assert.All(Texts(oracle.Do("ACL", "CAT")), category => Assert.Equal(
            Texts(oracle.Do("ACL", "CAT", category)).Where(both.Contains).Order(StringComparer.Ordinal),
            Texts(ours.Do("ACL", "CAT", category)).Where(both.Contains).Order(StringComparer.Ordinal)));
    });

    [RequiresFact(Needs.RedisServer)]
    public void Random_command_rules_allow_what_they_allow_in_Redis() => Beside((ours, oracle) =>
    {
        Random random = new(Seed.Choose(output, usual: 7));
        string[][] requests = [.. Requests(ours, oracle, withKeys: false)];
        string[] names = [.. Names(ours).Intersect(Names(oracle)).Order(StringComparer.Ordinal)];
        string[] categories = [.. Texts(oracle.Do("ACL", "CAT")), "all"];
        for (int i = 0; i < RuleSets; i++)
        {
            List<string> rules = ["allkeys", "allchannels"];
            for (int left = random.Next(1, 8); left > 0; left--)
            {
                string sign = random.Next(2) == 0 ? "+" : "-";
                rules.Add(random.Next(10) switch
                {
                    < 5 => sign + "@" + categories[random.Next(categories.Length)],
                    < 9 => sign + names[random.Next(names.Length)],
                    _ => "+" + names[random.Next(names.Length)] + "|1",
                });
            }
            if (!SetUser(ours, oracle, rules)) continue;
            foreach (string[] request in requests)
                Assert.True(DryRun(oracle, request) == DryRun(ours, request), $"{string.Join(' ', request)} with {string.Join(' ', rules)}: {DryRun(ours, request)}");

            // What is printed makes the same user again.
            string line = Texts(ours.Do("ACL", "LIST")).Single(user => user.StartsWith("user u ", StringComparison.Ordinal));
            ours.Do(["ACL", "SETUSER", "copy", "reset", .. Arguments(line.Split(' ')[2..])]);
            Assert.Contains(line.Replace("user u ", "user copy ", StringComparison.Ordinal), Texts(ours.Do("ACL", "LIST")));
        }
    });

    private void Beside(Action<RespClient, RespClient> compare)
    {
        using RespServer server = RespServer.StartActorKv(_directory.Path), oracle = RespServer.StartOracle();
        using RespClient client = server.Connect(), oracleClient = oracle.Connect();
        compare(client, oracleClient);
    }

    private static bool SetUser(RespClient ours, RespClient oracle, IReadOnlyList<string> rules)
    {
        Argument[] command = ["ACL", "SETUSER", "u", "reset", .. Arguments(rules)];
        string expected = Show(oracle.Do(command)), answer = Show(ours.Do(command));
        Assert.Equal(expected, answer);
        return answer == "OK";
    }

    private static string DryRun(RespClient client, string[] request) => Show(client.Do(["ACL", "DRYRUN", "u", .. Arguments(request)]));

    private static Argument[] Arguments(IEnumerable<string> words) => [.. words.Select(word => (Argument)word)];

    private static string Show(Reply reply) => reply.Text;

    private static string[] Texts(Reply reply) => [.. reply.Items.Select(item => item.Text)];

    // Redis' DEBUG has no subcommands.
    private static HashSet<string> Names(RespClient client) =>
        [.. Texts(client.Do("COMMAND", "LIST")).Where(name => !name.StartsWith("debug", StringComparison.Ordinal))];

    private static List<string[]> Requests(RespClient ours, RespClient oracle, bool withKeys = true)
    {
        HashSet<string> both = Names(ours);
        both.IntersectWith(Names(oracle));
        List<string[]> requests = [];
        Visit(oracle.Do("COMMAND"));
        if (withKeys) requests.AddRange(s_more.Select(line => line.Split(' ')).Where(request => both.Contains(request[0].ToLowerInvariant())));
        return requests;

        void Visit(Reply infos)
        {
            foreach (Reply info in infos.Items)
            {
                if (both.Contains(info.Items[0].Text) && (!withKeys || info.Items[8].Items.Count > 0)) requests.Add(Request(info));
                Visit(info.Items[9]);
            }
        }
    }

    // As many arguments as it must have, with keys wherever its key specs say.
    private static string[] Request(Reply info)
    {
        List<string> request = [.. info.Items[0].Text.Split('|')], tail = [];
        Pad(Math.Abs((int)info.Items[1].Integer));
        foreach (Reply keys in info.Items[8].Items)
        {
            Reply begin = Field(keys, "begin_search"), find = Field(keys, "find_keys");
            if (Field(begin, "type").Text == "keyword")
            {
                string keyword = Field(Field(begin, "spec"), "keyword").Text;
                tail.AddRange(Number(find, "limit") == 2 ? [keyword, keyword + "-a", keyword + "-b", "0", "0"] : [keyword, keyword + "-a"]);
            }
            else if (Field(begin, "type").Text == "index") PlaceAt(Number(begin, "index"), find);
        }
        return [.. request, .. tail];

        void PlaceAt(int first, Reply find)
        {
            if (Field(find, "type").Text == "keynum")
            {
                Put(first + Number(find, "keynumidx"), "2");
                Put(first + Number(find, "firstkey"), $"key{first}a");
                Put(first + Number(find, "firstkey") + 1, $"key{first}b");
            }
            else if (Field(find, "type").Text == "range")
            {
                int last = Number(find, "lastkey"), step = Number(find, "keystep"), end = last >= 0 ? first + last : Math.Max(request.Count + last, first + step);
                for (int at = first; at <= end; at += step) Put(at, $"key{at}");
                if (last < 0) Pad(end + step - 1 - last);
            }
        }

        void Put(int at, string word)
        {
            Pad(at + 1);
            request[at] = word;
        }

        void Pad(int count)
        {
            while (request.Count < count) request.Add("1");
        }
    }

    private static int Number(Reply step, string name) => (int)(TryField(Field(step, "spec"), name)?.Integer ?? 0);

    private static Reply Field(Reply map, string name) => TryField(map, name) ?? throw new KeyNotFoundException($"There is no '{name}'.");

    private static Reply? TryField(Reply map, string name)
    {
        for (int i = 0; i + 1 < map.Items.Count; i += 2)
            if (map.Items[i].Text == name) return map.Items[i + 1];
        return null;
    }
}
