// DIGEST key
//
// Hashes a string: 16 hexadecimal digits of XXH3, leading zeros included. Clients keep the digest of a large value instead of the value, and
// change or delete the key only if it is still that one (SET IFDEQ, DELEX IFDEQ). Clients may also compute it themselves.

using ActorKv.Core.DataTypes;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Strings;

internal sealed class DigestCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("DIGEST")
    {
        Group = CommandGroup.String, Since = "8.4.0", Complexity = "O(N) for N bytes",
        Summary = "Hashes a string.",
        Syntax = "key",
        Arity = 2, Flags = CommandFlags.ReadOnly | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn[args.Next()];
        if (!key.TryGetString(out ReadOnlySpan<byte> value)) return;
        Span<byte> digest = stackalloc byte[XxHash3.HexLength];
        if (key.Exists) turn.Reply.Bulk(XxHash3.WriteHex(value, digest));
        else turn.Reply.Null();
    }
}
