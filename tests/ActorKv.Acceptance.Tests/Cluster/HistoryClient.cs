// A client that works on registers, counters and lists: by one command at a time, and now and then by a pipeline of them.

using ActorKv.Acceptance.Tests.Harness;

namespace ActorKv.Acceptance.Tests.Cluster;

internal sealed class HistoryClient(int number, IReadOnlyList<TestNode> nodes, int seed) : FaultClient(number, nodes, seed)
{
    private const int LongestPipeline = 16;

    protected override void Step(HistoryKeys keys)
    {
        int depth = Random.Next(4) == 0 ? Random.Next(2, LongestPipeline + 1) : 1;
        (string Key, string Name, string Argument)[] asked = [.. Enumerable.Range(0, depth).Select(_ => Choose(keys))];
        if (!TrySend([.. asked.Select(static one => Command(one.Key, one.Name, one.Argument))], out Answer[] answers)) return;
        for (int i = 0; i < depth; i++) Note(asked[i].Key, asked[i].Name, asked[i].Argument, answers[i], Shown);
    }

    private (string Key, string Name, string Argument) Choose(HistoryKeys keys)
    {
        string key = keys.Choose(Random, Number);
        string[] names = HistoryKeys.CommandsOf(key);
        string name = names[Random.Next(names.Length)];
        return (key, name, name is "SET" or "RPUSH" ? NewValue() : "");
    }

    private static Argument[] Command(string key, string name, string argument) => argument.Length > 0 ? [name, key, argument] : [name, key];
}
