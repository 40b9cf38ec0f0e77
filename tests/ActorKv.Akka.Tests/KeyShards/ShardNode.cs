// A node for tests of one key shard's actor: an engine whose clock the test moves, and an asker that speaks Redis.
//
//   ShardNode node = new(); IActorRef shard = node.Start(system);
//   Asker asker = new(shard, probe)
//   asker.Ask("SET k v", "GET k")              the replies as text, when all have come
//
// All keys of the tests lie in key shard 0: there is only one.

using System.Text;
using ActorKv.Akka.KeyShards;
using ActorKv.Core.Commands;
using ActorKv.Core.Keyspaces;
using ActorKv.Engine;
using ActorKv.Engine.Commands;
using ActorKv.Engine.Commits;
using ActorKv.Engine.Configuration;
using ActorKv.Engine.Recovery;
using ActorKv.Engine.Tests;
using ActorKv.Protocol;
using ActorKv.Scripting;
using Akka.Actor;
using Akka.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorKv.Akka.Tests.KeyShards;

internal sealed class ShardNode : IAsyncDisposable
{
    public ShardNode(Action<CommandTable>? commands = null, int keyShards = 1)
    {
        CommandTable table = CommandTables.CreateKeyCommands().AddEngineCommands();
        commands?.Invoke(table);
        Store = new Store(new ServerParameters(new ServerOptions { KeyShards = keyShards, Save = [] }), new NoJournal(), new NoSnapshots(), table, Time, NullLogger.Instance);
        Store.Scripts.Engine = new LuaScriptEngine();
        Store.OpenByShards();
    }

    public Store Store { get; }

    public ManualTime Time { get; } = new();

    public string Digest => StateDigest.Compute(Store.States).ToHex();

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}

internal sealed class Asker(IActorRef shard, TestProbe probe, string sessionId = "test/1")
{
    private long _lastId;

    public TestProbe Probe => probe;

    /// <summary>Sends commands as one message. Returns its id.</summary>
    public long Tell(SessionUse use, params string[] lines)
    {
        ShardRequests requests = new(0, ++_lastId, new SessionFacts(sessionId, 0, 2, "default", NoTouch: false), Resp(lines), lines.Length, use);
        shard.Tell(requests, probe.Ref);
        return _lastId;
    }

    public long Tell(params string[] lines) => Tell(SessionUse.Any, lines);

    /// <summary>Sends commands and waits for all replies.</summary>
    public Task<string[]> Ask(params string[] lines) => Ask(SessionUse.Any, lines);

    public async Task<string[]> Ask(SessionUse use, params string[] lines)
    {
        long id = Tell(use, lines);
        return await Replies(id, lines.Length);
    }

    /// <summary>One command.</summary>
    public async Task<string> Run(string line) => (await Ask(line))[0];

    /// <summary>Waits for replies to a message.</summary>
    public async Task<string[]> Replies(long id, int count)
    {
        List<string> all = [];
        while (all.Count < count)
        {
            ShardReplies replies = await probe.ExpectMsgAsync<ShardReplies>();
            Assert.Equal(id, replies.Id);
            all.AddRange(Texts(replies));
        }
        return [.. all];
    }

    public static IEnumerable<string> Texts(ShardReplies replies)
    {
        int start = 0;
        foreach (int length in replies.Lengths)
        {
            int end = start;
            Assert.True(RespReader.TryRead(replies.Replies.Span, ref end, out Reply reply));
            Assert.Equal(length, end - start);
            yield return Show(reply);
            start = end;
        }
        Assert.Equal(replies.Replies.Length, start);
    }

    public static byte[] Resp(params string[] lines)
    {
        using MemoryStream bytes = new();
        foreach (string line in lines)
        {
            List<byte[]> arguments = InlineSplitter.Split(Encoding.Latin1.GetBytes(line))!;
            bytes.Write(Encoding.ASCII.GetBytes($"*{arguments.Count}\r\n"));
            foreach (byte[] argument in arguments)
            {
                bytes.Write(Encoding.ASCII.GetBytes($"${argument.Length}\r\n"));
                bytes.Write(argument);
                bytes.Write("\r\n"u8);
            }
        }
        return bytes.ToArray();
    }

    private static string Show(Reply reply) => reply.Kind switch
    {
        ReplyKind.Null => "(nil)",
        ReplyKind.Error => "(error) " + reply.Text,
        ReplyKind.Integer => "(integer) " + reply.Integer,
        ReplyKind.Array => "[" + string.Join(", ", reply.Items.Select(Show)) + "]",
        _ => Encoding.Latin1.GetString(reply.Bytes),
    };
}
