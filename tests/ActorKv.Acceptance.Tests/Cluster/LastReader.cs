// Asks a quiet cluster for all that is there in the end.

using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Acceptance.Tests.Histories;
using ActorKv.Protocol;

namespace ActorKv.Acceptance.Tests.Cluster;

internal sealed class LastReader(int number, IReadOnlyList<TestNode> nodes) : FaultClient(number, nodes, seed: 0)
{
    /// <summary>Reads what is there of a subject; a list is empty afterwards.</summary>
    public void Read(string subject)
    {
        SequentialModel model = HistoryKeys.ModelOf(subject);
        if (model == SequentialModel.Bank) Ask(subject, "READ", BankClient.ReadAll(subject), BankClient.ShownAll);
        else if (model != SequentialModel.List) Ask(subject, "GET", ["GET", subject], Shown);
        else Empty(subject);
    }

    private void Empty(string list)
    {
        string? element;
        do element = Ask(list, "LPOP", ["LPOP", list], Shown);
        while (element is not null);
    }

    protected override void Step(HistoryKeys keys) => throw new NotSupportedException("It does nothing while others work.");

    private string? Ask(string subject, string name, Argument[] command, Func<Reply, string?> shown)
    {
        Assert.True(TrySend([command], out Answer[] answers));
        Operation? operation = Note(subject, name, "", answers[0], shown);
        Assert.True(operation is { IsKnown: true }, $"{name} of {subject}, of a quiet cluster, was answered with {answers[0].Reply}");
        return operation.Result;
    }
}
