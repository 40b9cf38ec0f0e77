// Commands of one write last from that write to their own replies, and all the same are executed in their order.

using static ActorKv.Acceptance.Tests.Histories.Forged;

namespace ActorKv.Acceptance.Tests.Histories;

public sealed class PipelineSpec
{
    private const int Client = 100;

    [Fact]
    public void Commands_in_their_order_pass() => Accepts(SequentialModel.Register,
        Sent("SET", "a", 5, "OK"), Sent("GET", "", 6, "a"), Sent("SET", "b", 7, "OK"), Sent("GET", "", 8, "b"));

    [Fact]
    public void Commands_that_changed_places_are_found()
    {
        Rejects(SequentialModel.Register, Sent("SET", "a", 5, "OK"), Sent("GET", "", 6, null), Sent("GET", "", 7, "a"));
        Rejects(SequentialModel.List, Sent("RPUSH", "a", 5, "2"), Sent("RPUSH", "b", 6, "1"));
    }

    [Fact]
    public void Replies_that_changed_places_are_found() => Rejects(SequentialModel.Counter,
        Sent("INCR", "", 5, "2"), Sent("INCR", "", 6, "1"), Sent("INCR", "", 7, "3"));

    [Fact]
    public void A_command_that_waits_for_others_counts_from_the_write() => Accepts(SequentialModel.Register,
        Sent("SET", "a", 5, "OK"), Done("GET", "", 10, 11, "a"), Done("SET", "b", 12, 13, "OK"), Sent("GET", "", 20, "b"));

    [Fact]
    public void The_rest_of_a_lost_connection_may_be_executed_or_not()
    {
        Operation[] lost = [Sent("INCR", "", 5, "1"), Sent("INCR", "", Operation.Never, null), Sent("INCR", "", Operation.Never, null)];
        for (int executed = 1; executed <= 3; executed++) Accepts(SequentialModel.Counter, [.. lost, Done("GET", "", 10, 11, $"{executed}")]);
        Rejects(SequentialModel.Counter, [.. lost, Done("GET", "", 10, 11, "4")]);
        Rejects(SequentialModel.Counter, [.. lost, Done("GET", "", 10, 11, null)]);
    }

    private static Operation Sent(string name, string argument, long returned, string? result) => new(Client, name, argument, 1, returned, result);
}
