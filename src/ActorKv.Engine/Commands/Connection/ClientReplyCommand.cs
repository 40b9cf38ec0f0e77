// CLIENT REPLY <ON | OFF | SKIP>
//
// Turns replies off and on, or leaves out the one of the next command. OFF and SKIP themselves are not answered. SKIP while replies are off
// changes nothing.

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Connection;

internal sealed class ClientReplyCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("REPLY")
    {
        Group = CommandGroup.Connection, Since = "3.2.0", Complexity = "O(1)",
        Summary = "Turns replies on and off.",
        Syntax = "<ON | OFF | SKIP>",
        Arity = 3, Flags = CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (args.NextIs("ON"u8))
        {
            session.ReplyMode = ReplyMode.On;
            session.Reply.Ok();
        }
        else if (args.NextIs("OFF"u8)) session.ReplyMode = ReplyMode.Off;
        else if (!args.NextIs("SKIP"u8)) session.Reply.Error(Errors.Syntax);
        else if (session.ReplyMode != ReplyMode.Off) session.ReplyMode = ReplyMode.SkipNext;
    }
}
