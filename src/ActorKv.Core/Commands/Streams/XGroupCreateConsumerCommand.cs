// XGROUP CREATECONSUMER key groupname consumername
//
// Makes a consumer before it reads for the first time, which would make it too.

using ActorKv.Core.Commands.Streams.Shared;
using ActorKv.Core.DataTypes.Streams;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Streams;

internal sealed class XGroupCreateConsumerCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("CREATECONSUMER")
    {
        Group = CommandGroup.Stream, Since = "6.2.0", Complexity = "O(log N), N the consumers of the group.",
        Summary = "Makes a consumer of a consumer group.",
        Syntax = "key groupname consumername",
        Arity = 5, Flags = CommandFlags.Write | CommandFlags.DenyOom,
        Keys = [KeySpec.At(2, KeyAccess.Add)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn[args.Next()];
        if (!GroupLookup.TryGetGroup(in key, args.Next(), turn, out StreamGroup group)) return;
        ReadOnlySpan<byte> name = args.Next();
        bool isNew = group.Consumers.Find(name) is null;
        if (isNew)
        {
            group.AddConsumer(name, turn.AccessTime);
            turn.LogAsAsked(in key, in args);
            turn.Notify(KeyEvents.Stream, "xgroup-createconsumer"u8, in key);
        }
        turn.Reply.Integer(isNew);
    }
}
