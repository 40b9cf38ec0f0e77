// ActorKv and redis-server side by side: each command goes to both, and both must say the same.

using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Protocol;

namespace ActorKv.Acceptance.Tests.Differential;

internal sealed class Pair(RespServer actorKv, RespServer redis, int version) : IDisposable
{
    private const int Databases = 16;
    private const int LongestShown = 400;

    private readonly RespClient _actorKv = actorKv.Connect();
    private readonly RespClient _redis = redis.Connect();

    /// <summary>Empties both servers, and sets both sessions back.</summary>
    public void Begin()
    {
        foreach (RespClient client in (RespClient[])[_actorKv, _redis])
        {
            Assert.Equal("RESET", client.Do("RESET").Text);
            Assert.NotEqual(ReplyKind.Error, client.Do("HELLO", version).Kind);
            Assert.Equal("OK", client.Do("FLUSHALL").Text);
        }
    }

    /// <summary>Runs a command on both. Returns how they differ, or null.</summary>
    public string? Difference(RandomCommand command)
    {
        Reply left = Answer(_actorKv, command, out byte[] leftBytes);
        Reply right = Answer(_redis, command, out byte[] rightBytes);
        if (leftBytes.AsSpan().SequenceEqual(rightBytes) || KnownDifference.Explains(command, left, right)) return null;
        return $"ActorKv: {RandomCommand.Quote(leftBytes, LongestShown)}\nRedis:   {RandomCommand.Quote(rightBytes, LongestShown)}";
    }

    /// <summary>How the contents differ, or null: by the digest of everything, and then key by key.</summary>
    public string? DifferenceOfContents()
    {
        string left = _actorKv.Do("DEBUG", "DIGEST").Text, right = _redis.Do("DEBUG", "DIGEST").Text;
        if (left == right) return null;
        List<string> differences = [$"DEBUG DIGEST: ActorKv {left}, Redis {right}"];
        for (int database = 0; database < Databases; database++)
        {
            RandomCommand select = new(["SELECT", database]);
            Difference(select);
            foreach (Reply key in _redis.Do("KEYS", "*").Items)
                if (Difference(new RandomCommand(["DEBUG", "DIGEST-VALUE", key.Bytes])) is { } difference) differences.Add($"{select}, {key}: {difference}");
        }
        return string.Join('\n', differences);
    }

    public void Dispose()
    {
        _actorKv.Dispose();
        _redis.Dispose();
    }

    // SCAN is answered by everything that a whole iteration returns: cursors mean something only to the server that gave them.
    private static Reply Answer(RespClient client, RandomCommand command, out byte[] bytes)
    {
        Reply reply = client.Do(command.Arguments);
        bytes = client.LastBytes;
        if (command.Name != "SCAN" || reply.Items.Count != 2) return reply;
        if (command.Arguments[1].ToString() != "0") return new Reply(ReplyKind.Array, [], []);
        HashSet<string> seen = [];
        List<Reply> found = [];
        while (true)
        {
            found.AddRange(reply.Items[1].Items.Where(key => seen.Add(key.ToString())));
            if (reply.Items[0].Text == "0") return new Reply(ReplyKind.Array, [], found);
            reply = client.Do([command.Arguments[0], reply.Items[0].Bytes, .. command.Arguments[2..]]);
        }
    }
}
