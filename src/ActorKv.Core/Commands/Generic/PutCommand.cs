// AKV.PUT key expiry value
//
// An effect, never a command of clients: makes a key be exactly this value with exactly this expiry (Unix milliseconds, 0 for none). It
// is what the target of a RENAME or COPY between two key shards logs; Shared/KeyTransfer.cs writes it. The value is in RDB encoding
// without version and checksum, since a journal row has its own.

using ActorKv.Core.DataTypes;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Generic;

internal sealed class PutCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("AKV.PUT")
    {
        Group = CommandGroup.Generic, Since = "7.2.0", Complexity = "O(N) where N is the number of elements of the value",
        Summary = "Makes a key hold exactly this value.",
        Syntax = "key unix-time-milliseconds value",
        Arity = 4, Flags = CommandFlags.Write | CommandFlags.EffectOnly,
        Keys = [KeySpec.At(1, KeyAccess.Replace)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn[args.Next()];
        if (!args.TryNextInt64(out long expiry))
        {
            turn.Reply.Error(Errors.NotAnInteger);
            return;
        }
        object value;
        try
        {
            value = ValueCodec.Decode(args.Next(), turn.Settings);
        }
        catch (RdbFormatException bad)
        {
            turn.Reply.Error("ERR " + bad.Message);
            return;
        }
        if (value is byte[] text) key.SetString(text, text);
        else key.Put((KeyedValue)value);
        key.SetExpiry(expiry > 0 ? expiry : -1);
        turn.LogAsAsked(in key, in args);
        turn.Reply.Ok();
    }
}
