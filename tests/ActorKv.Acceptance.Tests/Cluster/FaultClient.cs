// A client that works until it is told to end, through whichever node it happens to reach, and writes down what it asked, when, and what it was told.
//
// What it sends in one write it sends as one pipeline: each of these operations lasts from that write to its own reply. When the connection ends,
// nobody knows the outcome of those that are unanswered.
//
// An error that says that nothing was executed is left out of the history. One that says that nobody knows stays in it as an operation of unknown
// outcome. Any other error is none that a client of a cluster should ever see, and ends the test.

using System.Diagnostics;
using System.Globalization;
using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Acceptance.Tests.Histories;
using ActorKv.Protocol;

namespace ActorKv.Acceptance.Tests.Cluster;

internal abstract class FaultClient(int number, IReadOnlyList<TestNode> nodes, int seed)
{
    private const int PatienceMilliseconds = 8_000;
    private static readonly string[] NothingExecuted = ["TRYAGAIN", "CLUSTERDOWN", "LOADING", "MISCONF"];
    private static readonly string[] Reads = ["GET", "LLEN", "READ"];

    private RespClient? _connection;
    private long _values;

    /// <summary>A command's reply; null when the connection ended before it.</summary>
    protected readonly record struct Answer(Reply? Reply, long Invoked, long Returned);

    /// <summary>Everything so far, by what it was about: a key, or keys that belong together.</summary>
    public Dictionary<string, List<Operation>> History { get; } = [];

    /// <summary>Told of every operation that was answered.</summary>
    public Action OnAnswered { get; init; } = static () => { };

    protected Random Random { get; } = new(seed);

    protected int Number => number;

    /// <summary>Works until <paramref name="end"/> says so.</summary>
    public void Work(HistoryKeys keys, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            // Another node now and then: none is special.
            if (Random.Next(100) == 0) Disconnect();
            Step(keys);
        }
        Disconnect();
    }

    /// <summary>Does what is done over one connection, unless that is lost.</summary>
    protected abstract void Step(HistoryKeys keys);

    /// <summary>A value that nobody else writes.</summary>
    protected string NewValue() => string.Create(CultureInfo.InvariantCulture, $"{number}.{_values++}");

    /// <summary>Sends commands in one write, and waits for their replies. False when the node is down just now, and nothing was sent.</summary>
    protected bool TrySend(IReadOnlyList<Argument[]> commands, out Answer[] answers)
    {
        answers = [];
        try
        {
            _connection ??= new RespClient(nodes[Random.Next(nodes.Count)].Server.Port, PatienceMilliseconds);
        }
        catch (ConnectionLostException)
        {
            return false;
        }
        foreach (Argument[] command in commands) _connection.Queue(command);
        long invoked = Stopwatch.GetTimestamp();
        answers = new Answer[commands.Count];
        Array.Fill(answers, new Answer(null, invoked, Operation.Never));
        try
        {
            _connection.Flush();
            for (int i = 0; i < answers.Length; i++)
            {
                Reply reply = _connection.Receive();
                answers[i] = new Answer(reply, invoked, Stopwatch.GetTimestamp());
            }
        }
        catch (ConnectionLostException)
        {
            Disconnect();
        }
        return true;
    }

    /// <summary>Writes an operation down.</summary>
    /// <param name="subject">What it was about.</param>
    /// <param name="name">What was asked.</param>
    /// <param name="argument">The same.</param>
    /// <param name="answer">What came.</param>
    /// <param name="shown">The result that the model knows, of a reply that is no error.</param>
    /// <returns>What was written down; null when nothing was.</returns>
    protected Operation? Note(string subject, string name, string argument, Answer answer, Func<Reply, string?> shown)
    {
        Operation operation = new(number, name, argument, answer.Invoked, Operation.Never, null);
        if (answer.Reply is { Kind: ReplyKind.Error, Text: string error })
        {
            string code = error.Split(' ')[0];
            if (NothingExecuted.Contains(code)) return null;
            if (code != "UNKNOWNOUTCOME") throw new InvalidOperationException($"{operation} of {subject} was answered with {error}");
        }
        else if (answer.Reply is { } reply)
        {
            operation = operation with { Returned = answer.Returned, Result = shown(reply) };
            OnAnswered();
        }
        // A read of which nobody knows anything says nothing.
        if (!operation.IsKnown && Reads.Contains(name)) return null;
        if (!History.TryGetValue(subject, out List<Operation>? operations)) History.Add(subject, operations = []);
        operations.Add(operation);
        return operation;
    }

    /// <summary>A reply as the models know it.</summary>
    protected static string? Shown(Reply reply) => reply.Kind switch
    {
        ReplyKind.Null => null,
        ReplyKind.Integer => reply.Integer.ToString(CultureInfo.InvariantCulture),
        _ => reply.Text,
    };

    private void Disconnect()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
