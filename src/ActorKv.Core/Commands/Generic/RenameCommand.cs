// RENAME key newkey
//
// Gives a value another name, with its expiry; what had that name is replaced. A key renamed to itself is left alone, if it exists.
// See Shared/KeyTransfer.cs for how a value passes from one key shard to another.

using ActorKv.Core.Commands.Generic.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Generic;

internal sealed class RenameCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("RENAME")
    {
        Group = CommandGroup.Generic, Since = "1.0.0", Complexity = "O(1)",
        Summary = "Renames a key and replaces what has the new name.",
        Syntax = "key newkey",
        Arity = 3, Flags = CommandFlags.Write,
        Keys = [KeySpec.At(1, KeyAccess.ReadAndDelete), KeySpec.At(2, KeyAccess.Replace)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry source = turn[args.Next()];
        ReadOnlySpan<byte> newName = args.Next();
        if (!source.Exists)
        {
            turn.Reply.Error(Errors.NoSuchKey);
            return;
        }
        if (!source.Name.SequenceEqual(newName))
        {
            KeyEntry target = turn[newName];
            KeyTransfer.Rename(ref source, ref target, turn);
        }
        turn.Reply.Ok();
    }
}
