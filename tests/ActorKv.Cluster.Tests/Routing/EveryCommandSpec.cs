using System.Text;
using ActorKv.Cluster.Tests.Testing;
using ActorKv.Core.Commands;
using ActorKv.Core.Keys;
using ActorKv.Protocol;

namespace ActorKv.Cluster.Tests.Routing;

public sealed class EveryCommandSpec : IAsyncLifetime
{
    private TestCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await TestCluster.StartAsync(nodes: 2);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Theory]
    [InlineData(null)]
    [InlineData("SET {0} 1")]
    [InlineData("RPUSH {0} 1 1")]
    [InlineData("HSET {0} 1 1")]
    [InlineData("SADD {0} 1")]
    [InlineData("ZADD {0} 1 1")]
    [InlineData("XADD {0} 1-1 1 1")]
    public async Task A_command_with_a_key_answers_on_another_node_as_on_its_own(string? make)
    {
        // Two keys of one node that are alike but for their last digits.
        string[] keys = [.. Enumerable.Range(10, 90).Select(i => $"alike{i}").Where(key => _cluster.OwnerOf(key) == 1).Take(2)];
        TestClient own = _cluster.Connect(1), other = _cluster.Connect(0);
        int compared = 0;
        List<string> differences = [];
        foreach (Command command in _cluster.Nodes[0].Store.Commands.NumberAll())
        {
            // Shard channels are no keys of the database, and change what a client may ask; DEBUG OBJECT says where in memory a value is.
            if (command.IsContainer || command.Spec.Keys.Length == 0 || command.Spec.Has(CommandFlags.EffectOnly) || command.Spec.Group == CommandGroup.PubSub || command.Spec.FullName == "debug|object") continue;
            for (int extra = 0; extra < 3; extra++)
            {
                if (command.Spec.Arity > 0 && extra > 0) continue;
                if (Compose(command.Spec, Math.Abs(command.Spec.Arity) + extra, keys[0]) is not { } onOwn) continue;
                byte[][] onOther = Compose(command.Spec, onOwn.Length, keys[1])!;
                await own.Run($"DEL {keys[0]}");
                await own.Run($"DEL {keys[1]}");
                if (make is not null)
                {
                    foreach (string key in keys) await own.Run(string.Format(make, key));
                }
                string expected = await RunAsync(own, onOwn), actual = await RunAsync(other, onOther);
                if (expected.Replace(keys[0], "KEY") != actual.Replace(keys[1], "KEY")) differences.Add($"{Show(onOther)}: {expected} | {actual}");
                compared++;
            }
        }
        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.InRange(compared, 300, 1000);
    }

    // The command with this key in the place of all its keys, and 1 for all else.
    private static byte[][]? Compose(CommandSpec spec, int count, string key)
    {
        List<byte[]> arguments = [.. spec.FullName.Split('|').Select(Encoding.ASCII.GetBytes)];
        while (arguments.Count < count) arguments.Add("1"u8.ToArray());
        if (spec.Has(CommandFlags.Blocking)) arguments[^1] = "0.01"u8.ToArray();
        List<int> positions = [];
        Request request = Request.Of([.. arguments]);
        if (KeyRouting.MayHaveAnyKey(spec, request) || !KeyRouting.TryFindKeys(spec, request, positions) || positions.Count == 0) return null;
        foreach (int position in positions) arguments[position] = Encoding.ASCII.GetBytes(key);
        return [.. arguments];
    }

    private static async Task<string> RunAsync(TestClient client, byte[][] arguments)
    {
        client.Add(arguments);
        await client.FlushAsync();
        return await client.ReadAsync();
    }

    private static string Show(byte[][] arguments) => string.Join(' ', arguments.Select(Encoding.Latin1.GetString));
}
