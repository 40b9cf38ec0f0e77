// The checker is checked: what it is to find it must find, and what only looks odd it must let pass.

using static ActorKv.Acceptance.Tests.Histories.Forged;

namespace ActorKv.Acceptance.Tests.Histories;

public sealed class LinearizabilitySpec
{
    [Fact]
    public void A_lost_write_is_found() => Rejects(SequentialModel.Register,
        Done("SET", "a", 1, 2, "OK"), Done("SET", "b", 3, 4, "OK"), Done("GET", "", 5, 6, "a"));

    [Fact]
    public void A_lost_key_is_found() => Rejects(SequentialModel.Register, Done("SET", "a", 1, 2, "OK"), Done("GET", "", 3, 4, null));

    [Fact]
    public void A_stale_read_is_found() => Rejects(SequentialModel.Register,
        Done("SET", "a", 1, 2, "OK"), Done("SET", "b", 3, 8, "OK"), Done("GET", "", 4, 5, "b"), Done("GET", "", 6, 7, "a"));

    [Fact]
    public void A_double_increment_is_found() => Rejects(SequentialModel.Counter,
        Done("INCR", "", 1, 2, "1"), Done("INCR", "", 3, 4, "3"), Done("GET", "", 5, 6, "3"));

    [Fact]
    public void A_lost_increment_is_found() => Rejects(SequentialModel.Counter,
        Done("INCR", "", 1, 5, "1"), Done("INCR", "", 2, 6, "1"));

    [Fact]
    public void An_increment_of_unknown_outcome_counts_once_at_most()
    {
        Accepts(SequentialModel.Counter, Done("INCR", "", 1, 2, "1"), Unknown("INCR", "", 3), Done("INCR", "", 5, 6, "2"), Done("INCR", "", 7, 8, "4"));
        Rejects(SequentialModel.Counter, Done("INCR", "", 1, 2, "1"), Unknown("INCR", "", 3), Done("INCR", "", 5, 6, "4"));
    }

    [Fact]
    public void A_write_of_unknown_outcome_is_not_seen_before_it_was_invoked() => Rejects(SequentialModel.Register,
        Done("SET", "a", 1, 2, "OK"), Done("GET", "", 3, 4, "b"), Unknown("SET", "b", 5));

    [Fact]
    public void A_write_of_unknown_outcome_may_be_seen_late_or_never()
    {
        Accepts(SequentialModel.Register, Unknown("SET", "b", 1), Done("SET", "a", 3, 4, "OK"), Done("GET", "", 5, 6, "a"), Done("GET", "", 7, 8, "b"));
        Accepts(SequentialModel.Register, Unknown("SET", "b", 1), Done("SET", "a", 3, 4, "OK"), Done("GET", "", 5, 6, "a"));
        Rejects(SequentialModel.Register,
            Unknown("SET", "b", 1), Done("SET", "a", 3, 4, "OK"), Done("GET", "", 5, 6, "b"), Done("GET", "", 7, 8, "a"));
    }

    [Fact]
    public void An_element_that_is_popped_twice_is_found() => Rejects(SequentialModel.List,
        Done("RPUSH", "a", 1, 2, "1"), Done("LPOP", "", 3, 6, "a"), Done("LPOP", "", 4, 7, "a"));

    [Fact]
    public void An_element_that_was_lost_is_found() => Rejects(SequentialModel.List,
        Done("RPUSH", "a", 1, 2, "1"), Done("RPUSH", "b", 3, 4, "2"), Done("LPOP", "", 5, 6, "b"));

    [Fact]
    public void Elements_in_the_wrong_order_are_found() => Rejects(SequentialModel.List,
        Done("RPUSH", "a", 1, 2, "1"), Done("RPUSH", "b", 3, 4, "2"), Done("LPOP", "", 5, 6, "b"), Done("LPOP", "", 7, 8, "a"));

    [Fact]
    public void Operations_beside_each_other_may_come_in_any_order()
    {
        Accepts(SequentialModel.Register,
            Done("SET", "a", 1, 9, "OK"), Done("SET", "b", 2, 8, "OK"), Done("GET", "", 3, 7, "b"), Done("GET", "", 10, 11, "a"));
        Accepts(SequentialModel.List,
            Done("RPUSH", "a", 1, 9, "2"), Done("RPUSH", "b", 2, 8, "1"), Done("LPOP", "", 10, 11, "b"), Done("LLEN", "", 12, 13, "1"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Histories_of_a_key_that_is_right_pass_and_with_one_reply_changed_they_do_not(int seed)
    {
        Random random = new(seed);
        foreach (SequentialModel model in (SequentialModel[])[SequentialModel.Register, SequentialModel.Counter, SequentialModel.List])
        {
            List<Operation> history = RandomHistory(model, random, 200);
            Accepts(model, [.. history]);

            // A reply that nothing could have given, in the place of one.
            int at = history.FindIndex(100, static operation => operation.IsKnown);
            history[at] = history[at] with { Result = "987654321" };
            Rejects(model, [.. history]);
        }
    }

    // Four clients; each operation happens at one moment between its invocation and its reply, which comes three times in four.
    private static List<Operation> RandomHistory(SequentialModel model, Random random, int count)
    {
        string[] names = model == SequentialModel.Register ? ["SET", "GET"] : model == SequentialModel.Counter ? ["INCR", "GET"] : ["RPUSH", "LPOP", "LLEN"];
        long[] free = new long[4];
        List<(Operation Operation, long Moment)> planned = [];
        for (int i = 0; i < count; i++)
        {
            int client = random.Next(free.Length);
            long invoked = free[client] + random.Next(1, 50), moment = invoked + random.Next(1, 50), returned = moment + random.Next(1, 50);
            free[client] = returned;
            planned.Add((new Operation(client, names[random.Next(names.Length)], $"v{i}", invoked, random.Next(20) == 0 ? Operation.Never : returned, null), moment));
        }
        string state = "";
        List<Operation> history = [];
        foreach ((Operation operation, _) in planned.OrderBy(static plan => plan.Moment))
        {
            if (!operation.IsKnown && random.Next(2) == 0)
            {
                history.Add(operation);
                continue;
            }
            state = model.Execute(state, operation, out string? result);
            history.Add(operation.IsKnown ? operation with { Result = result } : operation);
        }
        return history;
    }
}
