// An argument that is the number of a database, as MOVE and COPY read it.

using ActorKv.Core.DataTypes;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Generic.Shared;

internal static class DatabaseArgument
{
    /// <summary>Reads it; false, with the error replied, when there is no such database.</summary>
    public static bool TryRead(ref ArgReader args, KeyTurn turn, out int database)
    {
        database = 0;
        if (!Numbers.TryParseInt64(args.Next(), out long number))
        {
            turn.Reply.Error(Errors.NotAnInteger);
            return false;
        }
        if (number is < int.MinValue or > int.MaxValue)
        {
            turn.Reply.Error(Errors.NotAnInt32);
            return false;
        }
        if (number < 0 || number >= turn.Databases)
        {
            turn.Reply.Error(Errors.DatabaseOutOfRange);
            return false;
        }
        database = (int)number;
        return true;
    }
}
