// CLIENT PAUSE timeout [WRITE | ALL]
//
// Lets commands wait for some milliseconds, all of them or those that may change something: see ClientPause. A time so far off that it has
// no number is refused, as newer versions of Redis do; 7.0 says OK and does not pause.

using ActorKv.Core.Commands;
using ActorKv.Core.DataTypes;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Connection;

internal sealed class ClientPauseCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("PAUSE")
    {
        Group = CommandGroup.Connection, Since = "2.9.50", Complexity = "O(1)",
        Summary = "Lets commands wait for a while.",
        Syntax = "timeout [WRITE | ALL]",
        Arity = -3, Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        ReadOnlySpan<byte> timeout = args.Next();
        bool writesOnly = args.NextIs("WRITE"u8), all = !writesOnly && args.NextIs("ALL"u8);
        if (args.Remaining > 1 || (!args.AtEnd && (writesOnly || all))) session.Error(SessionErrors.SubcommandSyntax(args.Request[1], "CLIENT"));
        else if (!args.AtEnd) session.Reply.Error("ERR CLIENT PAUSE mode must be WRITE or ALL"u8);
        else if (!Numbers.TryParseInt64(timeout, out long milliseconds)) session.Reply.Error("ERR timeout is not an integer or out of range"u8);
        else if (milliseconds < 0) session.Reply.Error(Errors.TimeoutNegative);
        else if (milliseconds > long.MaxValue - session.Now) session.Reply.Error("ERR timeout is out of range"u8);
        else
        {
            session.Store.Pause.Begin(session.Now + milliseconds, writesOnly);
            session.Reply.Ok();
        }
    }
}
