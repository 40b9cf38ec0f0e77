// DEBUG DIGEST
//
// 40 hexadecimal digits over all keys of all databases, the same for the same data in whatever order it came, and the same as redis-server's
// (Keyspaces/StateDigest.cs).

using ActorKv.Core.Commands;
using ActorKv.Core.Keyspaces;
using ActorKv.Core.Turns;
using ActorKv.Engine.Commands.Server.Shared;

namespace ActorKv.Engine.Commands.Server;

internal sealed class DebugDigestCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("DIGEST")
    {
        Group = CommandGroup.Server, Since = "1.0.0", Complexity = "O(N) where N is the number of elements of all keys in all databases",
        Summary = "Answers one number for the whole state.",
        Arity = DebugCommand.AnyArity, Flags = DebugCommand.Flags | CommandFlags.AllKeyShards,
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        if (!DebugArguments.Are(0, in args, turn.Reply)) return;
        List<KeyShardState> shards = new(turn.ShardCount);
        foreach (KeyShardState shard in turn.HeldShards) shards.Add(shard);
        turn.Reply.SimpleString(System.Text.Encoding.ASCII.GetBytes(StateDigest.Compute(shards).ToHex()));
    }
}
