// DEBUG DIGEST-VALUE key [key …]
//
// The digest of each key's value alone: equal values have equal digests, under whatever key. Zeros for a key that is not there.

using ActorKv.Core.Commands;
using ActorKv.Core.DataTypes;
using ActorKv.Core.Keyspaces;
using ActorKv.Core.Turns;

namespace ActorKv.Engine.Commands.Server;

internal sealed class DebugDigestValueCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("DIGEST-VALUE")
    {
        Group = CommandGroup.Server, Since = "1.0.0", Complexity = "O(N) where N is the number of elements of the keys",
        Summary = "Answers a number for the value of each key.",
        Syntax = "key [key ...]",
        Arity = DebugCommand.AnyArity, Flags = DebugCommand.Flags,
        Keys = [KeySpec.Between(2, -1, 1, KeyAccess.Inspect)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        turn.Reply.Array(args.Remaining);
        while (!args.AtEnd)
        {
            KeyEntry key = turn.Peek(args.Next());
            turn.Reply.SimpleString(System.Text.Encoding.ASCII.GetBytes(DigestOf(key).ToHex()));
        }
    }

    private static ValueDigest DigestOf(in KeyEntry key)
    {
        if (!key.Exists) return default;
        Keyspace space = key.Shard[key.Database];
        return StateDigest.OfValue(space, space.Find(key.Name, space.HashOf(key.Name)));
    }
}
