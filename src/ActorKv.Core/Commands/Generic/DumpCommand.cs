// DUMP key
//
// The value as RESTORE takes it, here or in a redis-server: RDB encoding, version and checksum (DataTypes/DumpPayload.cs). Without the key
// and its expiry. Strings are compressed when `rdbcompression` says so.

using ActorKv.Core.DataTypes;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Generic;

internal sealed class DumpCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("DUMP")
    {
        Group = CommandGroup.Generic, Since = "2.6.0", Complexity = "O(N) for a value of N bytes",
        Summary = "Returns a value in the form that RESTORE takes.",
        Syntax = "key",
        Arity = 2, Flags = CommandFlags.ReadOnly,
        Keys = [KeySpec.At(1, KeyAccess.Read)],
        Tips = ["nondeterministic_output"],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn[args.Next()];
        if (!key.Exists)
        {
            turn.Reply.Null();
            return;
        }
        ValueBuffer payload = turn.NewValueBuffer();
        DumpPayload.Write(in key.Entry, payload, turn.Settings.RdbCompression);
        turn.Reply.Bulk(payload.Written);
    }
}
