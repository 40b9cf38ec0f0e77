// DBSIZE
//
// The number of keys in the database; keys whose time has come count until somebody meets them.

using ActorKv.Core.Keyspaces;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Server;

internal sealed class DbSizeCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("DBSIZE")
    {
        Group = CommandGroup.Server, Since = "1.0.0", Complexity = "O(1)",
        Summary = "Counts the keys of the database.",
        Arity = 1, Flags = CommandFlags.ReadOnly | CommandFlags.Fast | CommandFlags.AllKeyShards,
        ExtraCategories = ["keyspace"],
        Tips = ["request_policy:all_shards", "response_policy:agg_sum"],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        long keys = 0;
        foreach (KeyShardState shard in turn.HeldShards) keys += shard.Existing(turn.Database)?.Count ?? 0;
        turn.Reply.Integer(keys);
    }
}
