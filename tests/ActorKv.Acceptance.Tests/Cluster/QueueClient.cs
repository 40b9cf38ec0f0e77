// A client that produces for queues, by RPUSH, or that consumes what others produce, by BLPOP.
//
// An element whose BLPOP was sent and not answered may have been delivered to nobody: that pop stays in the history as one of unknown outcome, and
// accounts for one element at most.

using ActorKv.Protocol;

namespace ActorKv.Acceptance.Tests.Cluster;

internal sealed class QueueClient(bool produces, int number, IReadOnlyList<TestNode> nodes, int seed) : FaultClient(number, nodes, seed)
{
    private const string SecondsToWait = "0.2";

    protected override void Step(HistoryKeys keys)
    {
        string queue = keys.ChooseQueue(Random), element = produces ? NewValue() : "";
        if (!TrySend([produces ? ["RPUSH", queue, element] : ["BLPOP", queue, SecondsToWait]], out Answer[] answers)) return;
        Note(queue, produces ? "RPUSH" : "BLPOP", element, answers[0], produces ? Shown : ShownElement);
    }

    private static string? ShownElement(Reply reply) => reply.Kind == ReplyKind.Null ? null : reply.Items[1].Text;
}
