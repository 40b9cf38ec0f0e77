// XINFO CONSUMERS key groupname
//
// The consumers of a group in the order of their names: what each has pending, and how long ago it read or claimed anything.

using ActorKv.Core.Commands.Streams.Shared;
using ActorKv.Core.DataTypes.Streams;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Streams;

internal sealed class XInfoConsumersCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("CONSUMERS")
    {
        Group = CommandGroup.Stream, Since = "5.0.0", Complexity = "O(N), N the consumers.",
        Summary = "Lists the consumers of a consumer group.",
        Syntax = "key groupname",
        Arity = 4, Flags = CommandFlags.ReadOnly,
        Keys = [KeySpec.At(2, KeyAccess.Read)],
        Tips = ["nondeterministic_output"],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn[args.Next()];
        if (!StreamInfo.TryGetStream(in key, turn, out EntryStream stream)) return;
        ReadOnlySpan<byte> name = args.Next();
        if (stream.Groups.Find(name) is not { } group)
        {
            StreamErrors.NoGroup(turn, key.Name, name);
            return;
        }
        turn.Reply.Array(group.Consumers.Count);
        for (int i = 0; i < group.Consumers.Count; i++)
        {
            StreamConsumer consumer = group.Consumers[i];
            turn.Reply.Map(3);
            turn.Reply.Bulk("name"u8);
            turn.Reply.Bulk(consumer.Name);
            turn.Reply.Bulk("pending"u8);
            turn.Reply.Integer(consumer.Pending.Count);
            turn.Reply.Bulk("idle"u8);
            turn.Reply.Integer(Math.Max(0, turn.Now - consumer.SeenTime));
        }
    }
}
