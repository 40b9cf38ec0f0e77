// Is there an order of the operations on one key in which each stands between its invocation and its reply, a client's own in the order in which it
// asked, and in which a key that executes them one by one answers what the clients were told? If there is none, an acknowledged write was lost,
// something stale was read, something was done twice, or a pipeline was not executed in order.
//
// The search is Wing and Gong's, with Lowe's memory (Testing for Linearizability, 2017): of the operations that may come next, take the first that
// fits, go on behind it, come back when nothing fits; and never twice to the same set of executed operations with the same state.
//
//   events in the order of time      invoke a   invoke b   return a   invoke c   return b   return c
//   may come next                    what is invoked before the first return of those that are left
//
// An operation of unknown outcome returns after everything else and may answer anything, or is never executed: the search is over when all others
// are in order. One that would change nothing is passed by, since it may change something later. It holds up nothing of its client's: a node that
// nobody hears any more may still execute it.

using System.Collections;
using System.Text;

namespace ActorKv.Acceptance.Tests.Histories;

internal sealed class Linearizability
{
    private const int MostSteps = 20_000_000;

    private readonly SequentialModel _model;
    private readonly Operation[] _operations;
    private readonly Event _head = new(-1);
    private readonly HashSet<string> _seen = [];
    private readonly BitArray _executed;
    private readonly int[] _after;
    private int _left;
    private int _best;

    // An invocation or a return, in a list from which executed operations are lifted, and put back.
    private sealed class Event(int operation)
    {
        public int Operation { get; } = operation;

        /// <summary>The operation's return, for its invocation; null for a return.</summary>
        public Event? Return { get; set; }

        public Event? Previous { get; set; }

        public Event? Next { get; set; }
    }

    private Linearizability(SequentialModel model, IEnumerable<Operation> operations)
    {
        _model = model;
        _operations = [.. operations];
        _executed = new BitArray(_operations.Length);
        _after = new int[_operations.Length];
        Dictionary<int, int> latest = [];
        List<(long Time, bool IsReturn, Event Event)> events = [];
        for (int i = 0; i < _operations.Length; i++)
        {
            _after[i] = latest.GetValueOrDefault(_operations[i].Client, -1);
            if (_operations[i].IsKnown)
            {
                latest[_operations[i].Client] = i;
                _left++;
            }
            Event returned = new(i), invoked = new(i) { Return = returned };
            events.Add((_operations[i].Invoked, false, invoked));
            events.Add((_operations[i].Returned, true, returned));
        }
        Event last = _head;
        // What returns at the very tick at which something else is invoked may have been beside it.
        foreach ((_, _, Event next) in events.OrderBy(static e => e.Time).ThenBy(static e => e.IsReturn))
        {
            (last.Next, next.Previous) = (next, last);
            last = next;
        }
    }

    /// <summary>Checks the operations on one key, which did not exist before them; each client's in the order in which it asked.</summary>
    /// <returns>Null when there is such an order; otherwise what could not be explained.</returns>
    /// <exception cref="InvalidOperationException">The search takes too long to be finished.</exception>
    public static string? Explain(SequentialModel model, IEnumerable<Operation> operations) => new Linearizability(model, operations).Search();

    private string? Search()
    {
        Stack<(Event Invoked, string Before)> path = new();
        string state = "";
        Event? next = _head.Next;
        for (int step = 0; _left > 0; step++)
        {
            if (step == MostSteps) throw new InvalidOperationException($"A history of {_operations.Length} operations cannot be checked in {MostSteps} steps.");
            if (next is { Return: not null })
            {
                if (TryExecute(next, state, out string after))
                {
                    path.Push((next, state));
                    Lift(next);
                    state = after;
                    next = _head.Next;
                }
                else next = next.Next;
                continue;
            }
            // What is before the first return does not fit: the operation that was executed last must come later.
            _best = Math.Max(_best, path.Count);
            if (!path.TryPop(out (Event Invoked, string Before) undone)) return Describe();
            state = undone.Before;
            PutBack(undone.Invoked);
            next = undone.Invoked.Next;
        }
        return null;
    }

    private bool TryExecute(Event invoked, string state, out string after)
    {
        Operation operation = _operations[invoked.Operation];
        after = state;
        if (_after[invoked.Operation] is >= 0 and int before && !_executed[before]) return false;
        after = _model.Execute(state, operation, out string? result);
        if (operation.IsKnown ? result != operation.Result : after == state) return false;
        _executed[invoked.Operation] = true;
        if (_seen.Add(Place(after))) return true;
        _executed[invoked.Operation] = false;
        return false;
    }

    private void Lift(Event invoked)
    {
        if (_operations[invoked.Operation].IsKnown) _left--;
        Unlink(invoked);
        Unlink(invoked.Return!);
    }

    private void PutBack(Event invoked)
    {
        if (_operations[invoked.Operation].IsKnown) _left++;
        _executed[invoked.Operation] = false;
        Link(invoked.Return!);
        Link(invoked);
    }

    private string Place(string state)
    {
        byte[] bits = new byte[(_executed.Length + 7) / 8];
        _executed.CopyTo(bits, 0);
        return Convert.ToBase64String(bits) + state;
    }

    private string Describe()
    {
        StringBuilder text = new($"Only {_best} of {_operations.Length} operations can be put into an order:\n");
        foreach (Operation operation in _operations.OrderBy(static operation => operation.Invoked)) text.Append("  ").Append(operation).Append('\n');
        return text.ToString();
    }

    private static void Unlink(Event lifted)
    {
        lifted.Previous!.Next = lifted.Next;
        if (lifted.Next is { } next) next.Previous = lifted.Previous;
    }

    private static void Link(Event lifted)
    {
        lifted.Previous!.Next = lifted;
        if (lifted.Next is { } next) next.Previous = lifted;
    }
}
