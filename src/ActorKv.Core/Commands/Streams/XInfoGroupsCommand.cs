// XINFO GROUPS key
//
// The groups of a stream in the order of their names. How many entries a group has read and has still to read is null when deletions have
// made it unknowable.

using ActorKv.Core.Commands.Streams.Shared;
using ActorKv.Core.DataTypes.Streams;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Streams;

internal sealed class XInfoGroupsCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("GROUPS")
    {
        Group = CommandGroup.Stream, Since = "5.0.0", Complexity = "O(N), N the groups.",
        Summary = "Lists the consumer groups of a stream.",
        Syntax = "key",
        Arity = 3, Flags = CommandFlags.ReadOnly,
        Keys = [KeySpec.At(2, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn[args.Next()];
        if (!StreamInfo.TryGetStream(in key, turn, out EntryStream stream)) return;
        turn.Reply.Array(stream.Groups.Count);
        for (int i = 0; i < stream.Groups.Count; i++)
        {
            StreamGroup group = stream.Groups[i];
            turn.Reply.Map(6);
            turn.Reply.Bulk("name"u8);
            turn.Reply.Bulk(group.Name);
            turn.Reply.Bulk("consumers"u8);
            turn.Reply.Integer(group.Consumers.Count);
            turn.Reply.Bulk("pending"u8);
            turn.Reply.Integer(group.Pending.Count);
            StreamInfo.ReplyPosition(turn.Reply, stream, group);
        }
    }
}
