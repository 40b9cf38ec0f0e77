// SELECT index
//
// Chooses the database for the commands that follow on this connection.

using ActorKv.Core.Commands;
using ActorKv.Core.DataTypes;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Connection;

internal sealed class SelectCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("SELECT")
    {
        Group = CommandGroup.Connection, Since = "1.0.0", Complexity = "O(1)",
        Summary = "Chooses the connection's database.",
        Syntax = "index",
        Arity = 2, Flags = CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (!Numbers.TryParseInt64(args.Next(), out long database)) session.Reply.Error(Errors.NotAnInteger);
        else if (database is < int.MinValue or > int.MaxValue) session.Reply.Error(Errors.NotAnInt32);
        else if (database < 0 || database >= session.Store.Options.Databases) session.Reply.Error(Errors.DatabaseOutOfRange);
        else
        {
            session.Database = (int)database;
            session.Reply.Ok();
        }
    }
}
