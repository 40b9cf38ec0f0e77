// The keys of one round: new ones each time, so that no history grows longer than it can be checked.

using ActorKv.Acceptance.Tests.Histories;

namespace ActorKv.Acceptance.Tests.Cluster;

internal sealed class HistoryKeys(int round)
{
    private const int OfEachKind = 10;

    private static readonly (string Name, SequentialModel Model, string[] Commands)[] Kinds =
    [
        ("register", SequentialModel.Register, ["SET", "GET"]),
        ("counter", SequentialModel.Counter, ["INCR", "INCR", "GET"]),
        ("list", SequentialModel.List, ["RPUSH", "LPOP", "LPOP", "RPUSH", "LLEN"]),
    ];

    public static string[] CommandsOf(SequentialModel model) => Kinds.Single(kind => kind.Model == model).Commands;

    public static SequentialModel ModelOf(string key) => Kinds.Single(kind => key.StartsWith(kind.Name, StringComparison.Ordinal)).Model;

    public (string Key, SequentialModel Model) Choose(Random random)
    {
        (string name, SequentialModel model, _) = Kinds[random.Next(Kinds.Length)];
        return ($"{name}:{round}:{random.Next(OfEachKind)}", model);
    }
}
