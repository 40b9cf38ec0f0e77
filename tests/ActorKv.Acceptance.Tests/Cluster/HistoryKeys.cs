// The keys of one round: new ones each time, so that no history grows longer than it can be checked.
//
// Every second client stays with keys of one slot, whose node is likely to be another than the one that is struck: it goes on meanwhile, when the others
// wait for keys that nobody serves. These keys are the others' too. Each of these slots has a bank and a queue.

using ActorKv.Acceptance.Tests.Histories;

namespace ActorKv.Acceptance.Tests.Cluster;

internal sealed class HistoryKeys(int round)
{
    private const int OfEachKind = 12, Slots = 3;

    private static readonly (string Name, SequentialModel Model, string[] Commands)[] Kinds =
    [
        ("register", SequentialModel.Register, ["SET", "GET"]),
        ("counter", SequentialModel.Counter, ["INCR", "INCR", "GET"]),
        ("list", SequentialModel.List, ["RPUSH", "LPOP", "LPOP", "RPUSH", "LLEN"]),
    ];

    public static string[] CommandsOf(string key) => KindOf(key).Commands;

    /// <summary>The model of a key, a bank or a queue.</summary>
    public static SequentialModel ModelOf(string subject) => subject.Split(':')[0] switch
    {
        "bank" => SequentialModel.Bank,
        "queue" => SequentialModel.List,
        _ => KindOf(subject).Model,
    };

    /// <summary>A key for a client's next operation.</summary>
    /// <param name="random">The client's.</param>
    /// <param name="client">Its number.</param>
    public string Choose(Random random, int client)
    {
        string name = Kinds[random.Next(Kinds.Length)].Name;
        int key = random.Next(OfEachKind);
        if (client % 2 == 1) key -= key % (Slots + 1) - client / 2 % Slots;
        int slot = key % (Slots + 1);
        return slot < Slots ? $"{name}:{key}:{Tag(slot)}" : $"{name}:{key}:{round}";
    }

    /// <summary>What a bank's accounts' keys begin with.</summary>
    public string ChooseBank(Random random) => $"bank:{Tag(random.Next(Slots))}";

    /// <summary>The key of a queue.</summary>
    public string ChooseQueue(Random random) => $"queue:{Tag(random.Next(Slots))}";

    private static (string Name, SequentialModel Model, string[] Commands) KindOf(string key) => Kinds.Single(kind => key.StartsWith(kind.Name, StringComparison.Ordinal));

    private string Tag(int slot) => $"{{{round}.{slot}}}";
}
