// ACL GENPASS [bits]
//
// A password out of the system's random numbers, as hexadecimal digits: enough for 256 bits, or for as many as asked for.

using System.Security.Cryptography;
using ActorKv.Core.Commands;
using ActorKv.Core.DataTypes;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Acl;

internal sealed class AclGenPassCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("GENPASS")
    {
        Group = CommandGroup.Server, Since = "6.0.0", Complexity = "O(1)",
        Summary = "Makes up a password.",
        Syntax = "[bits]",
        Arity = -2, Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
    };

    private const int DefaultBits = 256, MostBits = 4096, BitsInDigit = 4;

    public static void Execute(ref ArgReader args, Session session)
    {
        long bits = DefaultBits;
        if (args.Remaining > 1) session.Error(SessionErrors.SubcommandSyntax(args.Request[1], "ACL"));
        else if (!args.AtEnd && !Numbers.TryParseInt64(args.Next(), out bits)) session.Reply.Error(Errors.NotAnInteger);
        else if (bits is <= 0 or > MostBits)
            session.Reply.Error("ERR ACL GENPASS argument must be the number of bits for the output password, a positive number up to 4096"u8);
        else session.Reply.Bulk(RandomNumberGenerator.GetHexString((int)(bits + BitsInDigit - 1) / BitsInDigit, lowercase: true));
    }
}
