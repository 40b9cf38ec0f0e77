// FLUSHDB [ASYNC | SYNC]
//
// Removes all keys of the selected database. This is also the effect that both flushes leave in the journal, one for each key shard and
// database that had keys: replayed, it empties the one key shard it was logged for.

using ActorKv.Core.Commands.Server.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Server;

internal sealed class FlushDbCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("FLUSHDB")
    {
        Group = CommandGroup.Server, Since = "1.0.0", Complexity = "O(N) where N is the number of keys in the selected database",
        Summary = "Removes all keys of the selected database.",
        Syntax = "[ASYNC | SYNC]",
        Arity = -1, Flags = CommandFlags.Write | CommandFlags.AllKeyShards,
        ExtraCategories = ["keyspace", "dangerous"],
        Tips = ["request_policy:all_shards", "response_policy:all_succeeded"],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        if (!Flush.TryReadMode(ref args, turn)) return;
        Flush.Database(turn, turn.Database);
        turn.Reply.Ok();
    }
}
