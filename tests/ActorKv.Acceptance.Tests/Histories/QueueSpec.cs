// What producers were told is in the queue is delivered once; a consumer that was told nothing may have got one element, and not more.

using static ActorKv.Acceptance.Tests.Histories.Forged;

namespace ActorKv.Acceptance.Tests.Histories;

public sealed class QueueSpec
{
    [Fact]
    public void A_consumer_that_waits_gets_what_comes() => Accepts(SequentialModel.List,
        Done("BLPOP", "", 1, 5, "a"), Done("RPUSH", "a", 2, 4, "1"), Done("BLPOP", "", 6, 7, null), Done("LPOP", "", 8, 9, null));

    [Fact]
    public void A_doubled_element_is_found()
    {
        Rejects(SequentialModel.List, Done("RPUSH", "a", 1, 2, "1"), Done("BLPOP", "", 3, 6, "a"), Done("BLPOP", "", 4, 7, "a"));
        Rejects(SequentialModel.List, Done("RPUSH", "a", 1, 2, "1"), Done("BLPOP", "", 3, 4, "a"), Done("LPOP", "", 5, 6, "a"));
    }

    [Fact]
    public void A_lost_element_is_found()
    {
        Rejects(SequentialModel.List, Done("RPUSH", "a", 1, 2, "1"), Done("LPOP", "", 3, 4, null));
        Rejects(SequentialModel.List, Done("RPUSH", "a", 1, 2, "1"), Done("RPUSH", "b", 3, 4, "1"), Done("BLPOP", "", 5, 6, "b"), Done("LPOP", "", 7, 8, null));
    }

    [Fact]
    public void A_consumer_that_waits_in_vain_beside_an_element_is_found() => Rejects(SequentialModel.List,
        Done("RPUSH", "a", 1, 2, "1"), Done("BLPOP", "", 3, 4, null), Done("LPOP", "", 5, 6, "a"));

    [Fact]
    public void A_pop_of_unknown_outcome_accounts_for_one_element_at_most()
    {
        Operation[] history = [Done("RPUSH", "a", 1, 2, "1"), Done("RPUSH", "b", 3, 4, "2"), Unknown("BLPOP", "", 5)];
        Accepts(SequentialModel.List, [.. history, Done("LPOP", "", 7, 8, "b"), Done("LPOP", "", 9, 10, null)]);
        Accepts(SequentialModel.List, [.. history, Done("LPOP", "", 7, 8, "a"), Done("LPOP", "", 9, 10, "b"), Done("LPOP", "", 11, 12, null)]);
        Rejects(SequentialModel.List, [.. history, Done("LPOP", "", 7, 8, null)]);
        Rejects(SequentialModel.List, [.. history, Done("LPOP", "", 7, 8, "b"), Done("LPOP", "", 9, 10, "a")]);
    }

    [Fact]
    public void An_element_whose_push_was_answered_by_nobody_is_delivered_once_at_most()
    {
        Accepts(SequentialModel.List, Unknown("RPUSH", "a", 1), Done("BLPOP", "", 3, 4, null), Done("BLPOP", "", 5, 6, "a"), Done("LPOP", "", 7, 8, null));
        Accepts(SequentialModel.List, Unknown("RPUSH", "a", 1), Done("LPOP", "", 3, 4, null));
        Rejects(SequentialModel.List, Unknown("RPUSH", "a", 1), Done("BLPOP", "", 3, 4, "a"), Done("LPOP", "", 5, 6, "a"));
    }

    [Fact]
    public void An_element_that_nobody_pushed_is_found() => Rejects(SequentialModel.List, Done("BLPOP", "", 1, 2, "a"));
}
