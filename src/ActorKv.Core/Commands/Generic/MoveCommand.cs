// MOVE key db
//
// Moves a key with its expiry into another database, unless that has a key of this name. Both are in the same key shard, since that
// follows from the name alone.

using ActorKv.Core.Commands.Generic.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Generic;

internal sealed class MoveCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("MOVE")
    {
        Group = CommandGroup.Generic, Since = "1.0.0", Complexity = "O(1)",
        Summary = "Moves a key to another database.",
        Syntax = "key db",
        Arity = 3, Flags = CommandFlags.Write | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.ReadAndChange)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> name = args.Next();
        if (!DatabaseArgument.TryRead(ref args, turn, out int database)) return;
        if (database == turn.Database)
        {
            turn.Reply.Error(Errors.SameObject);
            return;
        }
        KeyEntry source = turn[name];
        if (!source.Exists)
        {
            turn.Reply.Integer(0);
            return;
        }
        KeyEntry target = turn.Open(name, database);
        if (target.Exists)
        {
            turn.Reply.Integer(0);
            return;
        }
        KeyTransfer.MoveValue(ref source, ref target);
        turn.LogAsAsked(in source, in args);
        turn.Notify(KeyEvents.Generic, "move_from"u8, in source);
        turn.Notify(KeyEvents.Generic, "move_to"u8, in target);
        turn.Reply.Integer(1);
    }
}
