// A client that moves money between the accounts of a bank, and looks at all of them at once.
//
//   TRANSFER   MULTI, DECRBY, INCRBY, EXEC in one write
//   MOVE       WATCH two accounts and read them; then MULTI, SET, SET, EXEC, which answers nil when one has changed since
//   READ       MGET of all accounts, or GETs within MULTI and EXEC

using System.Globalization;
using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Acceptance.Tests.Histories;
using ActorKv.Protocol;

namespace ActorKv.Acceptance.Tests.Cluster;

internal sealed class BankClient(int number, IReadOnlyList<TestNode> nodes, int seed) : FaultClient(number, nodes, seed)
{
    /// <summary>Reads all accounts of a bank.</summary>
    public static Argument[] ReadAll(string bank) => ["MGET", .. Accounts(bank)];

    /// <summary>Balances, or the replies of a transaction, as the model knows them.</summary>
    public static string ShownAll(Reply reply) => string.Join(' ', reply.Items.Select(static item => Shown(item) ?? "0"));

    protected override void Step(HistoryKeys keys)
    {
        string bank = keys.ChooseBank(Random);
        int from = Random.Next(BankModel.Accounts), to = (from + Random.Next(1, BankModel.Accounts)) % BankModel.Accounts, amount = Random.Next(1, 50);
        switch (Random.Next(5))
        {
            case 0 or 1: Transfer(bank, from, to, amount); break;
            case 2: Move(bank, from, to, amount); break;
            case 3: Read(bank, [ReadAll(bank)]); break;
            default: Read(bank, [["MULTI"], .. Accounts(bank).Select(static account => (Argument[])["GET", account]), ["EXEC"]]); break;
        }
    }

    private void Transfer(string bank, int from, int to, int amount)
    {
        if (!TrySend([["MULTI"], ["DECRBY", Account(bank, from), amount], ["INCRBY", Account(bank, to), amount], ["EXEC"]], out Answer[] answers)) return;
        VerifyQueued(answers);
        Note(bank, "TRANSFER", BankModel.Transfer(from, to, amount), answers[^1], ShownAll);
    }

    private void Move(string bank, int from, int to, int amount)
    {
        if (Read(bank, [["WATCH", Account(bank, from), Account(bank, to)], ReadAll(bank)]) is not { } read)
        {
            // What is watched is of the next transaction's concern otherwise, at another bank.
            TrySend([["UNWATCH"]], out _);
            return;
        }
        long[] balances = [.. read.Result!.Split(' ').Select(static balance => long.Parse(balance, CultureInfo.InvariantCulture))];
        if (!TrySend([["MULTI"], ["SET", Account(bank, from), balances[from] - amount], ["SET", Account(bank, to), balances[to] + amount], ["EXEC"]], out Answer[] answers)) return;
        VerifyQueued(answers);
        if (answers[^1].Reply is not { Kind: ReplyKind.Null }) Note(bank, "MOVE", BankModel.Move(from, balances[from], to, balances[to], amount), answers[^1], ShownAll);
    }

    // The last of the commands answers. Null when one of them was not executed.
    private Operation? Read(string bank, Argument[][] commands)
    {
        if (!TrySend(commands, out Answer[] answers)) return null;
        Operation? read = Note(bank, "READ", "", answers[^1], ShownAll);
        return answers[0].Reply is { Kind: ReplyKind.Error } ? null : read;
    }

    // A node queues commands without asking anybody.
    private static void VerifyQueued(Answer[] answers) => Assert.DoesNotContain(answers[..^1], static answer => answer.Reply is { Kind: ReplyKind.Error });

    private static string[] Accounts(string bank) => [.. Enumerable.Range(0, BankModel.Accounts).Select(account => Account(bank, account))];

    private static string Account(string bank, int account) => $"{bank}:{account}";
}
