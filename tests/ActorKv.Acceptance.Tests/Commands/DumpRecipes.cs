// How to make a value of each type in each encoding: for DumpSpec.

using System.Globalization;
using System.Text.RegularExpressions;
using ActorKv.Acceptance.Tests.Harness;

namespace ActorKv.Acceptance.Tests.Commands;

/// <param name="Name">Names the test.</param>
/// <param name="Encoding">What OBJECT ENCODING of redis-server 7.0.15 says.</param>
/// <param name="Lines">Commands; <c>K</c> stands for the key, <c>&lt;x*9&gt;</c> for nine x, <c>%</c> repeats the command with 0, 1, 2 … for it.</param>
/// <param name="Repeat">How often.</param>
/// <param name="Parameters">Parameters of redis-server, with what they are otherwise: <c>name value default</c>.</param>
internal sealed record DumpRecipe(string Name, string Encoding, string[] Lines, int Repeat = 1, params string[] Parameters)
{
    public IEnumerable<(string Parameter, string Value)> Settings => Parameters.Select(line => (line.Split(' ')[0], line.Split(' ')[1]));

    public IEnumerable<(string Parameter, string Value)> Defaults() => Parameters.Select(line => (line.Split(' ')[0], line.Split(' ')[2]));

    public IEnumerable<Argument[]> Commands(string key)
    {
        foreach (string line in Lines)
        {
            int times = line.Contains('%', StringComparison.Ordinal) ? Repeat : 1;
            for (int i = 0; i < times; i++) yield return [.. line.Split(' ').Select(word => (Argument)Word(word, key, i))];
        }
    }

    private static string Word(string word, string key, int number)
    {
        if (word == "K") return key;
        if (word == "''") return "";
        if (Regex.Match(word, "<(.+)\\*([0-9]+)>") is { Success: true } part)
            word = word.Replace(part.Value, string.Concat(Enumerable.Repeat(part.Groups[1].Value, int.Parse(part.Groups[2].Value, CultureInfo.InvariantCulture))), StringComparison.Ordinal);
        return word.Replace("%", $"{number}", StringComparison.Ordinal);
    }
}

internal static class DumpRecipes
{
    public static DumpRecipe[] All { get; } =
    [
        new("an empty string", "embstr", ["SET K ''"]),
        new("an integer of 8 bits", "int", ["SET K -128"]),
        new("an integer of 16 bits", "int", ["SET K 32767"]),
        new("an integer of 32 bits", "int", ["SET K -2147483648"]),
        new("an integer of 64 bits", "int", ["SET K 9223372036854775807"]),
        new("a number that is no integer", "embstr", ["SET K 007"]),
        new("a short string", "embstr", ["SET K hello"]),
        new("a compressed string", "raw", ["SET K <abcdefgh-*500>"]),
        new("a string of 1 MiB", "raw", ["SETRANGE K 1048575 x"]),
        new("a string in pieces", "raw", ["APPEND K value-%;"], 300),
        new("a list of integers of every width", "quicklist",
            ["RPUSH K 0 127 128 -1 -4096 4095 -4097 32767 -32768 8388607 -8388608 2147483647 -2147483648 2147483648 9223372036854775807 -9223372036854775808"]),
        new("a list of strings of every length", "quicklist", ["RPUSH K '' a <b*63> <c*64> <d*4095> <e*4096> <f*70000>"]),
        new("a list of many nodes", "quicklist", ["RPUSH K element-%"], 200, "list-max-listpack-size 4 -2"),
        new("a list of compressed nodes", "quicklist", ["RPUSH K <element*40>-%"], 400, "list-compress-depth 1 0", "list-max-listpack-size 10 -2"),
        new("a list of plain nodes", "quicklist", ["RPUSH K a <x*9000> b <y*20000>"]),
        new("a set of small integers", "intset", ["SADD K 1 2 3 -5"]),
        new("a set of integers of 64 bits", "intset", ["SADD K 1 70000 -5000000000 9223372036854775807"]),
        new("a set of many integers", "hashtable", ["SADD K %"], 600),
        new("a set", "hashtable", ["SADD K a '' 17 <long*30>"]),
        new("a set of many members", "hashtable", ["SADD K member-%"], 300),
        new("a small hash", "listpack", ["HSET K f v '' 17 g ''"]),
        new("a hash of long values", "hashtable", ["HSET K f <long*30> g 5"]),
        new("a hash of many fields", "listpack", ["HSET K field-% value-%"], 300),
        new("a large hash", "hashtable", ["HSET K field-% value-%"], 600),
        new("a small sorted set", "listpack", ["ZADD K 1 a 2.5 b -inf c +inf d 300 17 -0.1 ''"]),
        new("a sorted set of long members", "skiplist", ["ZADD K 1 <long*30> 2 b -inf c"]),
        new("a sorted set of many members", "skiplist", ["ZADD K 0.% member-%"], 300),
        new("a stream of many entries", "stream", ["XADD K 1-% field value-% other %"], 300),
        new("a stream with holes", "stream", ["XADD K 1-1 f v", "XADD K 1-2 f w", "XADD K 2-1 g ''", "XDEL K 1-2"]),
        new("a list that does not compress", "quicklist", ["RPUSH K abcdefghijklmnopqrstuvwxyz"], 1, "rdbcompression no yes"),
    ];
}
