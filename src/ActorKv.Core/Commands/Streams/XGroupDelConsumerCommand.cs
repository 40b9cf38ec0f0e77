// XGROUP DELCONSUMER key groupname consumername
//
// Removes a consumer, and what it has pending is pending no longer: nobody will be given it again. Replies how much that was.

using ActorKv.Core.Commands.Streams.Shared;
using ActorKv.Core.DataTypes.Streams;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Streams;

internal sealed class XGroupDelConsumerCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("DELCONSUMER")
    {
        Group = CommandGroup.Stream, Since = "5.0.0", Complexity = "O(N log M), N what the consumer has pending, M what the group has.",
        Summary = "Removes a consumer from a consumer group.",
        Syntax = "key groupname consumername",
        Arity = 5, Flags = CommandFlags.Write,
        Keys = [KeySpec.At(2, KeyAccess.Take)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn[args.Next()];
        if (!GroupLookup.TryGetGroup(in key, args.Next(), turn, out StreamGroup group)) return;
        if (group.Consumers.Find(args.Next()) is not { } consumer)
        {
            turn.Reply.Integer(0);
            return;
        }
        long pending = consumer.Pending.Count;
        group.RemoveConsumer(consumer);
        turn.LogAsAsked(in key, in args);
        turn.Notify(KeyEvents.Stream, "xgroup-delconsumer"u8, in key);
        turn.Reply.Integer(pending);
    }
}
