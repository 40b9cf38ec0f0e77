// COPY source destination [DB destination-db] [REPLACE]
//
// Copies a value with its expiry, to another name or another database. Values that are collections are copied in full: the two live
// separate lives from then on.

using ActorKv.Core.Commands.Generic.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Generic;

internal sealed class CopyCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("COPY")
    {
        Group = CommandGroup.Generic, Since = "6.2.0", Complexity = "O(N) where N is the number of elements copied, O(1) for strings",
        Summary = "Copies a value to another key.",
        Syntax = "source destination [DB destination-db] [REPLACE]",
        Arity = -3, Flags = CommandFlags.Write | CommandFlags.DenyOom,
        Keys = [KeySpec.At(1, KeyAccess.Read), KeySpec.At(2, KeyAccess.Replace)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> sourceName = args.Next(), targetName = args.Next();
        int database = turn.Database;
        bool replace = false;
        while (!args.AtEnd)
        {
            if (args.NextIs("REPLACE"u8)) replace = true;
            else if (args.Remaining >= 2 && args.NextIs("DB"u8))
            {
                if (!DatabaseArgument.TryRead(ref args, turn, out database)) return;
            }
            else
            {
                turn.Reply.Error(Errors.Syntax);
                return;
            }
        }
        if (database == turn.Database && sourceName.SequenceEqual(targetName))
        {
            turn.Reply.Error(Errors.SameObject);
            return;
        }
        KeyEntry source = turn.Read(sourceName);
        if (!source.Exists)
        {
            turn.Reply.Integer(0);
            return;
        }
        KeyEntry target = turn.Open(targetName, database);
        if (target.Exists && !replace)
        {
            turn.Reply.Integer(0);
            return;
        }
        KeyTransfer.Copy(in source, ref target, turn);
        turn.Reply.Integer(1);
    }
}
