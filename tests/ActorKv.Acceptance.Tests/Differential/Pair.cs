// ActorKv and redis-server side by side: commands go to both, and both must say the same. A node of a cluster is asked first, since it may refuse.

using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Protocol;

namespace ActorKv.Acceptance.Tests.Differential;

internal sealed class Pair(RespServer actorKv, RespServer redis, int version) : IDisposable
{
    private const int Databases = 16;
    private const int LongestShown = 400;

    private RespClient _actorKv = actorKv.Connect();
    private RespClient _redis = redis.Connect();

    /// <summary>New sessions on servers that are empty.</summary>
    public void Begin()
    {
        Reconnect();
        foreach (RespClient client in (RespClient[])[_actorKv, _redis])
        {
            Assert.NotEqual(ReplyKind.Error, client.Do("HELLO", version).Kind);
            Assert.Equal("OK", client.Do("FLUSHALL").Text);
        }
    }

    public void Reconnect()
    {
        Dispose();
        _actorKv = actorKv.Connect();
        _redis = redis.Connect();
    }

    /// <summary>Sends some commands at once to both. Returns how they differ, or null.</summary>
    public string? Difference(params IReadOnlyCollection<RandomCommand> commands)
    {
        Send(_actorKv, commands);
        if (!actorKv.IsNode) Send(_redis, commands);
        List<(RandomCommand Command, Reply Reply, byte[] Bytes)> answers = [];
        foreach (RandomCommand command in commands)
        {
            Reply reply = Receive(_actorKv, command, out byte[] bytes);
            answers.Add((actorKv.IsNode && ClusterRefusal.Is(reply) ? ClusterRefusal.Instead : command, reply, bytes));
        }
        if (actorKv.IsNode) Send(_redis, answers.Select(answer => answer.Command));
        string? first = null;
        foreach ((RandomCommand command, Reply left, byte[] leftBytes) in answers)
        {
            Reply right = Receive(_redis, command, out byte[] rightBytes);
            if (first is not null || command == ClusterRefusal.Instead || leftBytes.AsSpan().SequenceEqual(rightBytes) || KnownDifference.Explains(command, left, right)) continue;
            first = $"{command}\nActorKv: {RandomCommand.Quote(leftBytes, LongestShown)}\nRedis:   {RandomCommand.Quote(rightBytes, LongestShown)}";
        }
        return first;
    }

    /// <summary>Empties both and runs a sequence, so many commands at once. Returns how replies or contents differ, or null.</summary>
    public string? DifferenceOf(RandomCommand[] sequence, int pipeline)
    {
        Begin();
        // A whole walk takes several requests, which cannot stand within a pipeline.
        foreach (RandomCommand[] together in sequence.Where(command => (pipeline == 1 || !command.IsWalk) && !LeavesOut(command)).Chunk(pipeline))
            if (Difference(together) is { } difference) return difference;
        return DifferenceOfContents();
    }

    /// <summary>How the contents differ, or null: by the digest of everything, which no node of a cluster has, and then key by key.</summary>
    public string? DifferenceOfContents()
    {
        List<string> differences = [];
        if (!actorKv.IsNode)
        {
            string left = _actorKv.Do("DEBUG", "DIGEST").Text, right = _redis.Do("DEBUG", "DIGEST").Text;
            if (left == right) return null;
            differences.Add($"DEBUG DIGEST: ActorKv {left}, Redis {right}");
        }
        for (int database = 0; database < Databases; database++)
        {
            Difference(new RandomCommand(["SELECT", database]));
            if (Difference(new RandomCommand(["KEYS", "*"])) is { } keys) differences.Add($"Database {database}: {keys}");
            foreach (Reply key in _redis.Do("KEYS", "*").Items)
                if (Difference(new RandomCommand(["DEBUG", "DIGEST-VALUE", key.Bytes])) is { } difference) differences.Add($"Database {database}: {difference}");
        }
        return differences.Count == 0 ? null : string.Join('\n', differences);
    }

    public void Dispose()
    {
        _actorKv.Dispose();
        _redis.Dispose();
    }

    private bool LeavesOut(RandomCommand command) => actorKv.IsNode && ClusterRefusal.LeavesOut(command);

    private static void Send(RespClient client, IEnumerable<RandomCommand> commands)
    {
        foreach (RandomCommand command in commands) client.Queue(command.Arguments);
        client.Flush();
    }

    // A walk is answered by everything that it returns from the first call to the last: cursors mean something only to the server that gave
    // them. What belongs together, a field and its value, stays together.
    private static Reply Receive(RespClient client, RandomCommand command, out byte[] bytes)
    {
        Reply reply = client.Receive();
        bytes = client.LastBytes;
        if (!command.IsWalk || reply.Items.Count != 2) return reply;
        int cursor = command.Name == "SCAN" ? 1 : 2, size = command.Name is "HSCAN" or "ZSCAN" ? 2 : 1;
        if (command.Arguments[cursor].ToString() != "0") return new Reply(ReplyKind.Array, [], []);
        HashSet<string> seen = [];
        List<Reply> found = [];
        while (true)
        {
            found.AddRange(reply.Items[1].Items.Chunk(size).Select(together => new Reply(ReplyKind.Array, [], together)).Where(element => seen.Add(element.ToString())));
            if (reply.Items[0].Text == "0") return new Reply(ReplyKind.Array, [], found);
            reply = client.Do([.. command.Arguments[..cursor], reply.Items[0].Bytes, .. command.Arguments[(cursor + 1)..]]);
        }
    }
}
