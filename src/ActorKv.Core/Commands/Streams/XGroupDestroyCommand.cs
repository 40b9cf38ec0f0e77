// XGROUP DESTROY key groupname
//
// Removes a group with its consumers and all that is pending. Who waits in XREADGROUP for this group is told that it is gone.

using ActorKv.Core.Commands.Streams.Shared;
using ActorKv.Core.DataTypes.Streams;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Streams;

internal sealed class XGroupDestroyCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("DESTROY")
    {
        Group = CommandGroup.Stream, Since = "5.0.0", Complexity = "O(N), N the consumers of the group.",
        Summary = "Removes a consumer group.",
        Syntax = "key groupname",
        Arity = 4, Flags = CommandFlags.Write,
        Keys = [KeySpec.At(2, KeyAccess.Take)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn[args.Next()];
        if (!GroupLookup.TryGetStream(in key, turn, out EntryStream stream)) return;
        if (stream.Groups.Find(args.Next()) is not { } group)
        {
            turn.Reply.Integer(0);
            return;
        }
        group.Release();
        stream.Groups.Remove(group);
        turn.LogAsAsked(in key, in args);
        turn.Notify(KeyEvents.Stream, "xgroup-destroy"u8, in key);
        turn.ReportReady(in key);
        turn.Reply.Integer(1);
    }
}
