// Every command with keys, at every position where a key can stand: without a right to that key it is refused, and with exactly the rights
// that its key spec asks for it is allowed. The requests are made from the specs, so a command that comes is walked too.

using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Engine.Access;
using ActorKv.Protocol;

namespace ActorKv.Engine.Tests.Access;

public sealed class EveryKeySpec
{
    [Fact]
    public async Task A_key_is_allowed_with_the_rights_that_the_command_needs_and_refused_with_less()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        AccessControl access = kv.Store.Access;
        int keys = 0;
        foreach (Command command in access.Catalog.Commands.Where(command => command.Spec.Keys.Length > 0))
        {
            foreach (Request request in Requests(command.Spec))
            {
                foreach ((int position, KeyAccess wanted) in Positions(command.Spec, request))
                {
                    keys++;
                    foreach (KeyRights given in new[] { KeyRights.None, KeyRights.Read, KeyRights.Write, KeyRights.All })
                    {
                        KeyRights needed = KeyPattern.Needed(wanted);
                        bool allowed = given != KeyRights.None && (given & needed) == needed;
                        AccessResult result = User(access, request, position, given).Check(command, request);
                        Assert.True(result.IsAllowed == allowed, $"{Show(request)} with {given} for argument {position}: {result.Denial}");
                        if (!allowed) Assert.Equal(new AccessResult(AccessDenial.Key, position), result);
                    }
                }
                Assert.Equal(AccessDenial.Command, access.Rules.NewRights().Check(command, request).Denial);
            }
        }
        Assert.True(keys > 250, $"Only {keys} positions were walked.");
    }

    [Fact]
    public async Task A_command_without_keys_asks_for_none()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        AccessControl access = kv.Store.Access;
        UserRights rights = access.Rules.NewRights();
        access.Rules.Apply(rights, "+@all");
        access.Rules.Apply(rights, "&*");
        foreach (Command command in access.Catalog.Commands.Where(command => command.Spec.Keys.Length == 0))
            Assert.True(rights.Check(command, Request.Of([.. Filled(command.Spec).Select(Encoding.ASCII.GetBytes)])).IsAllowed, command.Spec.FullName);
    }

    // Everything is allowed to all keys but one.
    private static UserRights User(AccessControl access, Request request, int position, KeyRights given)
    {
        UserRights rights = access.Rules.NewRights();
        access.Rules.Apply(rights, "+@all");
        for (int i = 1; i < request.Count; i++)
            if (i != position && !request[i].SequenceEqual(request[position])) access.Rules.Apply(rights, "~" + Encoding.ASCII.GetString(request[i]));
        string key = Encoding.ASCII.GetString(request[position]);
        if (given != KeyRights.None) access.Rules.Apply(rights, given switch { KeyRights.Read => "%R~", KeyRights.Write => "%W~", _ => "~" } + key);
        return rights;
    }

    private static IEnumerable<(int Position, KeyAccess Access)> Positions(CommandSpec spec, Request request)
    {
        foreach (KeySpec keys in spec.Keys)
        {
            List<int> positions = [];
            Assert.True(keys.TryFind(request, positions), $"{Show(request)} {keys}");
            KeyAccess access = keys.AccessIn(request);
            if ((access & KeyAccess.NotKey) != 0) continue;
            foreach (int position in positions) yield return (position, access);
        }
    }

    // A request for each way in which the keys may be found, and those that tell apart what one spec cannot.
    private static IEnumerable<Request> Requests(CommandSpec spec)
    {
        List<string> request = Filled(spec);
        List<string> tail = [];
        foreach (KeySpec keys in spec.Keys) Place(keys, request, tail);
        request.AddRange(tail);
        yield return Of(request);
        string[] more = spec.FullName switch
        {
            "set" => ["set k v get", "set k v ex 10 get"],
            "bitfield" => ["bitfield k get u8 0", "bitfield k overflow sat get u8 0", "bitfield k get u8 0 set u8 0 1"],
            "sort" => ["sort k store d", "sort k limit 0 1 by nosort store d asc", "sort k store x store d"],
            "georadius" => ["georadius k 1 1 1 km storedist d", "georadius k 1 1 1 km store d"],
            "georadiusbymember" => ["georadiusbymember k m 1 km storedist d", "georadiusbymember k m 1 km store d"],
            _ => [],
        };
        foreach (string line in more) yield return Of([.. line.Split(' ')]);
    }

    private static List<string> Filled(CommandSpec spec)
    {
        List<string> request = [.. spec.FullName.Split('|')];
        while (request.Count < Math.Abs(spec.Arity)) request.Add("1");
        return request;
    }

    private static void Place(KeySpec keys, List<string> request, List<string> tail)
    {
        if (keys.Search == KeySearch.Unknown) return;
        if (keys.Search == KeySearch.Keyword)
        {
            tail.AddRange(keys.Range is { Limit: 2 } ? [keys.Keyword, $"{keys.Keyword}-a", $"{keys.Keyword}-b", "0", "0"] : [keys.Keyword, $"{keys.Keyword}-a"]);
            return;
        }
        if (keys.Count is { } count)
        {
            Set(keys.Begin + count.CountIndex, "2");
            Set(keys.Begin + count.FirstKey, $"key{keys.Begin}a");
            Set(keys.Begin + count.FirstKey + count.Step, $"key{keys.Begin}b");
            while (request.Count < keys.Begin + count.FirstKey + 2 * count.Step) request.Add("1");
            return;
        }
        KeyRange range = keys.Range!.Value;
        int last = range.Last >= 0 ? keys.Begin + range.Last : Math.Max(request.Count + range.Last, keys.Begin + range.Step);
        for (int at = keys.Begin; at <= last; at += range.Step) Set(at, $"key{at}");
        while (range.Last < 0 && (request.Count + range.Last < last || (request.Count + range.Last - keys.Begin + 1) % range.Step != 0)) request.Add("1");

        void Set(int at, string word)
        {
            while (request.Count <= at) request.Add("1");
            request[at] = word;
        }
    }

    private static Request Of(List<string> words) => Request.Of([.. words.Select(Encoding.ASCII.GetBytes)]);

    private static string Show(Request request) => string.Join(' ', Enumerable.Range(0, request.Count).Select(i => Encoding.ASCII.GetString(request[i])));
}
