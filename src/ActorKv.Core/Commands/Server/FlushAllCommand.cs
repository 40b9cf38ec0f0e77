// FLUSHALL [ASYNC | SYNC]
//
// Removes all keys of all databases.

using ActorKv.Core.Commands.Server.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Server;

internal sealed class FlushAllCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("FLUSHALL")
    {
        Group = CommandGroup.Server, Since = "1.0.0", Complexity = "O(N) where N is the number of keys in all databases",
        Summary = "Removes all keys of all databases.",
        Syntax = "[ASYNC | SYNC]",
        Arity = -1, Flags = CommandFlags.Write | CommandFlags.AllKeyShards,
        ExtraCategories = ["keyspace", "dangerous"],
        Tips = ["request_policy:all_shards", "response_policy:all_succeeded"],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        if (!Flush.TryReadMode(ref args, turn)) return;
        for (int database = 0; database < turn.Databases; database++) Flush.Database(turn, database);
        turn.Reply.Ok();
    }
}
