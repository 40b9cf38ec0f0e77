// LSET key index element
//
// Replaces the element at an index. It never makes a list longer: an index outside is an error, and so is a missing key.

using ActorKv.Core.DataTypes.Lists;
using ActorKv.Core.DataTypes.Packed;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Lists;

internal sealed class LSetCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("LSET")
    {
        Group = CommandGroup.List, Since = "1.0.0", Complexity = "O(N) for N elements between the index and the nearer end, whole nodes skipped at once",
        Summary = "Replaces an element of a list by its index.",
        Syntax = "key index element",
        Arity = 4, Flags = CommandFlags.Write | CommandFlags.DenyOom,
        Keys = [KeySpec.At(1, KeyAccess.Change)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn[args.Next()];
        if (!key.TryGet(out QuickList? list)) return;
        if (list is null) turn.Reply.Error(Errors.NoSuchKey);
        else if (!args.TryNextInt64(out long index)) turn.Reply.Error(Errors.NotAnInteger);
        else if (list.Seek(index) is { IsAtElement: true } at)
        {
            turn.LogAsAsked(in key, in args);
            list.Set(at, PackedElement.Of(args.Next()), new NodeLimit(turn.Settings.ListMaxListpackSize));
            turn.Notify(KeyEvents.List, "lset"u8, in key);
            turn.Reply.Ok();
        }
        else turn.Reply.Error(Errors.IndexOutOfRange);
    }
}
