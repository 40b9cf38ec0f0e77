// RENAMENX key newkey
//
// RENAME that replaces nothing: 0 when the new name is taken, which it also is when both names are the same.

using ActorKv.Core.Commands.Generic.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Generic;

internal sealed class RenameNxCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("RENAMENX")
    {
        Group = CommandGroup.Generic, Since = "1.0.0", Complexity = "O(1)",
        Summary = "Renames a key unless the new name is taken.",
        Syntax = "key newkey",
        Arity = 3, Flags = CommandFlags.Write | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.ReadAndDelete), KeySpec.At(2, KeyAccess.Overwrite | KeyAccess.Insert)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry source = turn[args.Next()];
        if (!source.Exists)
        {
            turn.Reply.Error(Errors.NoSuchKey);
            return;
        }
        KeyEntry target = turn[args.Next()];
        if (target.Exists)
        {
            turn.Reply.Integer(0);
            return;
        }
        KeyTransfer.Rename(ref source, ref target, turn);
        turn.Reply.Integer(1);
    }
}
