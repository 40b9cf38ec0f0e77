// RANDOMKEY
//
// A random key of the database: first a key shard, each as likely as it has keys, then one of its keys. A key whose time has come is
// removed, and the next one drawn.

using ActorKv.Core.Keyspaces;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Generic;

internal sealed class RandomKeyCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("RANDOMKEY")
    {
        Group = CommandGroup.Generic, Since = "1.0.0", Complexity = "O(1)",
        Summary = "Returns a random key.",
        Arity = 1, Flags = CommandFlags.ReadOnly | CommandFlags.AllKeyShards,
        Tips = ["request_policy:all_shards", "nondeterministic_output"],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        long keys = 0;
        foreach (KeyShardState shard in turn.HeldShards) keys += shard.Existing(turn.Database)?.Count ?? 0;
        for (; keys > 0; keys--)
        {
            KeyShardState shard = Draw(turn, keys);
            Keyspace space = shard[turn.Database];
            int index = space.RandomEntry(turn.Random);
            long deadline = space.ExpiryOf(index);
            if (deadline < 0 || deadline >= turn.Now)
            {
                turn.Reply.Bulk(Keyspace.KeyOf(ref space[index]));
                return;
            }
            turn.Expire(shard, turn.Database, index);
        }
        turn.Reply.Null();
    }

    private static KeyShardState Draw(KeyTurn turn, long keys)
    {
        long number = (long)Math.BigMul(turn.Random.Next(), (ulong)keys, out _);
        foreach (KeyShardState shard in turn.HeldShards)
        {
            number -= shard.Existing(turn.Database)?.Count ?? 0;
            if (number < 0) return shard;
        }
        throw new InvalidOperationException("A key shard changed its number of keys within a turn.");
    }
}
