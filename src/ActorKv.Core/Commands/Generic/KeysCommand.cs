// KEYS pattern
//
// Lists the keys of the database that match a glob pattern, in no order. Keys whose time has come are left out, and left where they are:
// a command that only lists should not write a deletion for each of a million keys.

using ActorKv.Core.Keys;
using ActorKv.Core.Keyspaces;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Generic;

internal sealed class KeysCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("KEYS")
    {
        Group = CommandGroup.Generic, Since = "1.0.0", Complexity = "O(N) where N is the number of keys in the database",
        Summary = "Lists the keys whose names match a pattern.",
        Syntax = "pattern",
        Arity = 2, Flags = CommandFlags.ReadOnly | CommandFlags.AllKeyShards,
        ExtraCategories = ["dangerous"],
        Tips = ["request_policy:all_shards", "nondeterministic_output_order"],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> pattern = args.Next();
        KeyList found = turn.NewKeyList();
        bool all = pattern.SequenceEqual("*"u8);
        foreach (KeyShardState shard in turn.HeldShards)
        {
            if (shard.Existing(turn.Database) is not { } space) continue;
            foreach (int index in space)
            {
                if (!all && !GlobPattern.IsMatch(pattern, Keyspace.KeyOf(ref space[index]))) continue;
                long deadline = space.ExpiryOf(index);
                if (deadline < 0 || deadline >= turn.Now) found.Add(shard, index);
            }
        }
        found.WriteTo(turn.Reply, turn.Database);
    }
}
