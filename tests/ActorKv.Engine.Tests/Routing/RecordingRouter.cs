// A router that answers every forwarded command with what it was told, as a simple string: "3 GET k", "3 MULTI GET k; INCR k EXEC".

using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Engine.Routing;
using ActorKv.Engine.Sessions;
using ActorKv.Engine.Transactions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Tests.Routing;

internal sealed class RecordingRouter(Session session) : IShardRouter
{
    /// <summary>Key shards whose kept session was given up.</summary>
    public List<int> Forgotten { get; } = [];

    /// <summary>Name of a command that the host refuses.</summary>
    public string Refused { get; set; } = "";

    /// <summary>A key shard that is here, where nothing is forwarded.</summary>
    public int Here { get; set; } = -1;

    /// <summary>True when it splits what may be split.</summary>
    public bool Splits { get; set; }

    /// <summary>What was last asked of every key shard.</summary>
    public ReplyMerge? Merge { get; private set; }

    public string? Refusal(CommandSpec command) => command.Name == Refused ? "ERR not here" : null;

    public bool Forward(int shard, Command command, Request request, ForwardKind kind)
    {
        if (shard == Here) return false;
        Answer($"{shard} {(kind == ForwardKind.Plain ? "" : kind + " ")}{Show(request)}");
        return true;
    }

    public bool ForwardTransaction(int shard, IReadOnlyList<QueuedCommand> queued, bool watches)
    {
        if (shard == Here) return false;
        Answer($"{shard} MULTI {string.Join("; ", queued.Select(command => Show(command.Request)))} EXEC{(watches ? " watching" : "")}");
        return true;
    }

    public void ForwardToAll(Request request, ReplyMerge merge)
    {
        Merge = merge;
        Answer($"{(merge.FirstShard < 0 ? "all" : merge.FirstShard)} {Show(request)}");
    }

    public bool ForwardSplit(Command command, Request request, IReadOnlyList<int> keys)
    {
        if (!Splits) return false;
        Answer($"split {Show(request)} at {string.Join(',', keys)}");
        return true;
    }

    public void Forget(int shard) => Forgotten.Add(shard);

    private void Answer(string text) => session.Output.SimpleString(Encoding.Latin1.GetBytes(text));

    private static string Show(Request request) => string.Join(' ', Enumerable.Range(0, request.Count).Select(i => Encoding.Latin1.GetString(request[i])));
}
