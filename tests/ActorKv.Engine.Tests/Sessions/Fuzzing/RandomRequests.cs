// Requests that nobody would send: any command with any arguments in any order, and bytes that only look like requests.
//
// Left out is what ends the test instead of the bug: commands that stop, pause or empty the server's configuration, turn replies off, send
// files, or hold the world for a time that is asked for; and numbers between the small and the impossible, which ask for hundreds of megabytes.

using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Protocol;

namespace ActorKv.Engine.Tests.Sessions.Fuzzing;

internal sealed class RandomRequests
{
    private const int MostArguments = 9;

    private static readonly HashSet<string> LeftOut = new(StringComparer.Ordinal)
    {
        "shutdown", "client|pause", "client|reply", "quit", "sync", "psync", "config|set", "config|rewrite", "memory|purge", "monitor", "save", "bgsave", "bgrewriteaof",
        "client|tracking", "lolwut", "pfselftest", "reset",
    };

    private static readonly string[] Words =
    [
        "", "0", "1", "-1", "2", "7", "100", "-9223372036854775808", "9223372036854775807", "1.5", "-0", "nan", "inf", "-inf", "1e400", "abc", "\0\u00ff", "*", "?", "[a-", "$",
        ">", "+", "-", "(1", "[a", "1-1", "0-0", "1-*", "k1", "k2", "k3", "k{1}", "field", "member", "COUNT", "LIMIT", "MATCH", "STREAMS", "GROUP", "BLOCK", "WITHSCORES", "EX",
        "PX", "NX", "XX", "GET", "KEEPTTL", "BY", "STORE", "LEFT", "RIGHT", "MIN", "MAX", "WEIGHTS", "AGGREGATE", "SUM", "FIELDS", "ID", "MAXLEN", "~", "=", "AND", "u8", "i64",
        "return redis.call('get', KEYS[1])", "#!lua", "SAVE", "yes", "no",
    ];

    private static readonly string[] Pieces = ["*3\r\n", "$3\r\nSET\r\n", "$1\r\nk\r\n", "$-1\r\n", "*-1\r\n", "*0\r\n", "$5\r\nhel", "\r\n", "PING\r\n", "GET \"k\r\n", "GET 'a' b\r\n", "*1\r\n$4\r\nPING\r\n", "$99999999999\r\n", "*1048577\r\n", "\0", "HELLO 3\r\n"];

    private readonly Random _random;
    private readonly List<CommandSpec> _commands;

    public RandomRequests(Random random, CommandTable table)
    {
        _random = random;
        _commands = [.. table.Commands.SelectMany(command => command.Subcommands.Values.Prepend(command)).Select(command => command.Spec)
            .Where(spec => !spec.Has(CommandFlags.EffectOnly) && !LeftOut.Contains(spec.FullName) && spec is not { Name: "DEBUG" } and not { Container.Name: "DEBUG" or "ACL" })
            .OrderBy(spec => spec.FullName, StringComparer.Ordinal)];
    }

    /// <summary>A command, mostly with about as many arguments as it takes.</summary>
    public byte[][] Command()
    {
        CommandSpec spec = _commands[_random.Next(_commands.Count)];
        List<byte[]> request = spec.Container is { } container ? [Latin1(container.Name), Latin1(spec.Name)] : [Latin1(spec.Name)];
        int count = _random.Next(8) == 0 ? _random.Next(MostArguments) : Math.Abs(spec.Arity) - request.Count + (spec.Arity < 0 ? _random.Next(4) : 0);
        for (int i = 0; i < count; i++) request.Add(Latin1(Words[_random.Next(Words.Length)]));
        return [.. request];
    }

    /// <summary>Requests that a decoder finds in random bytes, until it finds an error or the bytes end.</summary>
    public List<byte[][]> FromBytes()
    {
        StringBuilder text = new();
        for (int left = _random.Next(1, 12); left > 0; left--) text.Append(_random.Next(4) == 0 ? ((char)_random.Next(256)).ToString() : Pieces[_random.Next(Pieces.Length)]);
        byte[] bytes = Latin1(text.ToString());
        RequestDecoder decoder = new(new RespLimits());
        List<byte[][]> requests = [];
        for (int start = 0, end = bytes.Length; decoder.Decode(bytes, ref start, ref end) == DecodeStatus.Complete;)
        {
            Request request = decoder.Request;
            byte[][] arguments = new byte[request.Count][];
            for (int i = 0; i < arguments.Length; i++) arguments[i] = request[i].ToArray();
            if (arguments.Length > 0) requests.Add(arguments);
        }
        return requests;
    }

    private static byte[] Latin1(string text) => Encoding.Latin1.GetBytes(text);
}
