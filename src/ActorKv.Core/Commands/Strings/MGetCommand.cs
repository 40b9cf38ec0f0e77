// MGET key [key ...]
//
// Reads several strings at one moment. It never fails: a key of another type is nil, as a missing one.

using ActorKv.Core.Keyspaces;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Strings;

internal sealed class MGetCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("MGET")
    {
        Group = CommandGroup.String, Since = "1.0.0", Complexity = "O(N) for N keys",
        Summary = "Reads several strings at one moment.",
        Syntax = "key [key ...]",
        Arity = -2, Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
        Keys = [KeySpec.Between(1, -1, 1, KeyAccess.Read)],
        Tips = ["request_policy:multi_shard"],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        turn.Reply.Array(args.Remaining);
        while (!args.AtEnd)
        {
            KeyEntry key = turn[args.Next()];
            if (key.Exists && Keyspace.TryGetString(ref key.Entry, out ReadOnlySpan<byte> value)) turn.Reply.Bulk(value);
            else turn.Reply.Null();
        }
    }
}
