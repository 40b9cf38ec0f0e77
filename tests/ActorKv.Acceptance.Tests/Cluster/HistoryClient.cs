// A client that works on registers, counters and lists until it is told to end, through whichever node it happens to reach, and writes down what it
// asked, when, and what it was told.
//
// An error that says that nothing was executed is left out of the history. One that says that nobody knows, and a connection that ends before the
// reply, stay in it as operations of unknown outcome. Any other error is none that a client of a cluster should ever see, and ends the test.

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Acceptance.Tests.Histories;
using ActorKv.Protocol;

namespace ActorKv.Acceptance.Tests.Cluster;

internal sealed class HistoryClient(int number, IReadOnlyList<TestNode> nodes, int seed)
{
    private const int PatienceMilliseconds = 8_000;
    private static readonly string[] NothingExecuted = ["TRYAGAIN", "CLUSTERDOWN", "LOADING", "MISCONF"];

    private readonly Random _random = new(seed);
    private RespClient? _connection;
    private long _values;

    /// <summary>Everything so far, by key.</summary>
    public ConcurrentDictionary<string, List<Operation>> History { get; } = new();

    /// <summary>Operations that were answered.</summary>
    public long Answered { get; private set; }

    /// <summary>Works until <paramref name="end"/> says so.</summary>
    public void Work(HistoryKeys keys, CancellationToken end)
    {
        while (!end.IsCancellationRequested) Step(keys.Choose(_random, number));
        _connection?.Dispose();
        _connection = null;
    }

    /// <summary>Asks a quiet cluster for all that a key holds.</summary>
    public void ReadToTheEnd(string key, SequentialModel model)
    {
        string name = model == SequentialModel.List ? "LPOP" : "GET";
        do Ask(key, name);
        while (name == "LPOP" && History[key][^1].Result is not null);
    }

    private void Step((string Key, SequentialModel Model) chosen)
    {
        string[] names = HistoryKeys.CommandsOf(chosen.Model);
        Ask(chosen.Key, names[_random.Next(names.Length)]);
    }

    private void Ask(string key, string name)
    {
        string argument = name is "SET" or "RPUSH" ? string.Create(CultureInfo.InvariantCulture, $"{number}.{_values++}") : "";
        try
        {
            // Another node now and then: none is special.
            if (_connection is not null && _random.Next(100) == 0) Disconnect();
            _connection ??= new RespClient(nodes[_random.Next(nodes.Count)].Server.Port, PatienceMilliseconds);
        }
        catch (ConnectionLostException)
        {
            // That node is down just now.
            return;
        }
        long invoked = Stopwatch.GetTimestamp();
        try
        {
            Reply reply = argument.Length > 0 ? _connection.Do(name, key, argument) : _connection.Do(name, key);
            Note(key, new Operation(number, name, argument, invoked, Stopwatch.GetTimestamp(), null), reply);
        }
        catch (ConnectionLostException)
        {
            Add(key, new Operation(number, name, argument, invoked, Operation.Never, null));
            Disconnect();
        }
    }

    private void Note(string key, Operation operation, Reply reply)
    {
        if (reply.Kind == ReplyKind.Error)
        {
            string code = reply.Text.Split(' ')[0];
            if (code == "UNKNOWNOUTCOME") Add(key, operation with { Returned = Operation.Never });
            else if (!NothingExecuted.Contains(code)) throw new InvalidOperationException($"{operation} of {key} was answered with {reply.Text}");
            return;
        }
        Answered++;
        Add(key, operation with { Result = reply.Kind == ReplyKind.Null ? null : reply.Kind == ReplyKind.Integer ? reply.Integer.ToString(CultureInfo.InvariantCulture) : reply.Text });
    }

    private void Add(string key, Operation operation)
    {
        // A read of which nobody knows anything says nothing.
        if (operation.IsKnown || operation.Name is not ("GET" or "LLEN")) History.GetOrAdd(key, static _ => []).Add(operation);
    }

    private void Disconnect()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
