// Money that comes, goes or is doubled is found, whether in the balances that somebody reads or in those that a transfer answers.

using static ActorKv.Acceptance.Tests.Histories.Forged;

namespace ActorKv.Acceptance.Tests.Histories;

public sealed class BankSpec
{
    private static readonly string FirstToSecond = BankModel.Transfer(from: 0, to: 1, amount: 10);

    [Fact]
    public void Transfers_beside_each_other_and_who_reads_between_them_pass() => Accepts(SequentialModel.Bank,
        Done("TRANSFER", FirstToSecond, 1, 9, "-20 20"), Done("TRANSFER", FirstToSecond, 2, 8, "-10 10"),
        Done("READ", "", 3, 7, "-10 10 0 0 0"), Done("READ", "", 4, 6, "0 0 0 0 0"), Done("READ", "", 10, 11, "-20 20 0 0 0"));

    [Fact]
    public void A_torn_sum_is_found() => Rejects(SequentialModel.Bank,
        Done("TRANSFER", FirstToSecond, 1, 9, "-10 10"), Done("READ", "", 2, 8, "-10 0 0 0 0"), Done("READ", "", 10, 11, "-10 10 0 0 0"));

    [Fact]
    public void A_lost_transfer_is_found() => Rejects(SequentialModel.Bank,
        Done("TRANSFER", FirstToSecond, 1, 2, "-10 10"), Done("READ", "", 3, 4, "0 0 0 0 0"));

    [Fact]
    public void A_transfer_that_was_lost_before_the_next_is_found() => Rejects(SequentialModel.Bank,
        Done("TRANSFER", FirstToSecond, 1, 2, "-10 10"), Done("TRANSFER", FirstToSecond, 3, 4, "-10 10"));

    [Fact]
    public void A_transfer_that_was_done_twice_is_found() => Rejects(SequentialModel.Bank,
        Done("TRANSFER", FirstToSecond, 1, 2, "-10 10"), Done("READ", "", 3, 4, "-20 20 0 0 0"));

    [Fact]
    public void A_stale_sum_is_found() => Rejects(SequentialModel.Bank,
        Done("TRANSFER", FirstToSecond, 1, 9, "-10 10"), Done("READ", "", 2, 3, "-10 10 0 0 0"), Done("READ", "", 4, 5, "0 0 0 0 0"));

    [Fact]
    public void A_transfer_of_unknown_outcome_is_done_whole_or_not_at_all_and_once()
    {
        Accepts(SequentialModel.Bank, Unknown("TRANSFER", FirstToSecond, 1), Done("READ", "", 3, 4, "0 0 0 0 0"), Done("READ", "", 5, 6, "-10 10 0 0 0"));
        Accepts(SequentialModel.Bank, Unknown("TRANSFER", FirstToSecond, 1), Done("READ", "", 3, 4, "0 0 0 0 0"));
        Rejects(SequentialModel.Bank, Unknown("TRANSFER", FirstToSecond, 1), Done("READ", "", 3, 4, "-10 0 0 0 0"));
        Rejects(SequentialModel.Bank, Unknown("TRANSFER", FirstToSecond, 1), Done("READ", "", 3, 4, "-20 20 0 0 0"));
        Rejects(SequentialModel.Bank, Unknown("TRANSFER", FirstToSecond, 1), Done("READ", "", 3, 4, "-10 10 0 0 0"), Done("READ", "", 5, 6, "0 0 0 0 0"));
    }

    [Fact]
    public void A_watched_account_that_was_changed_by_somebody_else_is_found()
    {
        string move = BankModel.Move(from: 0, hadFrom: 0, to: 1, hadTo: 0, amount: 10);
        Accepts(SequentialModel.Bank, Done("MOVE", move, 1, 2, "OK OK"), Done("TRANSFER", FirstToSecond, 3, 4, "-20 20"));
        Rejects(SequentialModel.Bank, Done("TRANSFER", FirstToSecond, 1, 2, "-10 10"), Done("MOVE", move, 3, 4, "OK OK"));
        Rejects(SequentialModel.Bank, Done("TRANSFER", FirstToSecond, 1, 2, "-10 10"), Unknown("MOVE", move, 3), Done("READ", "", 5, 6, "-20 20 0 0 0"));
    }
}
