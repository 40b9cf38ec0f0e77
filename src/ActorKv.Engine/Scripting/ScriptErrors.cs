// Error replies of scripts and functions, byte for byte as redis-server 7.0.15 gives them.

namespace ActorKv.Engine.Scripting;

internal static class ScriptErrors
{
    public const string NoScript = "NOSCRIPT No matching script. Please use EVAL.";

    public const string NoFunction = "ERR Function not found";

    public const string NegativeKeys = "ERR Number of keys can't be negative";

    public const string TooManyKeys = "ERR Number of keys can't be greater than number of args";

    public const string WritesInReadOnly = "ERR Can not execute a script with write flag using *_ro command.";

    public const string UnknownCommand = "ERR Unknown Redis command called from script";

    public const string WrongArity = "ERR Wrong number of args calling Redis command from script";

    public const string NotAllowed = "ERR This Redis command is not allowed from script";

    public const string NoWrites = "ERR Write commands are not allowed from read-only scripts.";

    public const string NotBusy = "NOTBUSY No scripts in execution right now.";

    public const string Unkillable =
        "UNKILLABLE Sorry the script already executed write commands against the dataset. You can either wait the script termination or kill the server in a hard way using the SHUTDOWN NOSAVE command.";

    public const string BusyScript = "BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.";

    public const string BusyFunction = "BUSY Redis is busy running a script. You can only call FUNCTION KILL or SHUTDOWN NOSAVE.";

    /// <summary>Not of Redis: keys that a script did not declare, in key shards that others hold, after it has changed something.</summary>
    public const string CannotReach = "ERR The script reached for a key that it did not declare, in a key shard that is in use, after it had changed something";

    /// <summary>Not of Redis: this host has no interpreter.</summary>
    public const string NoEngine = "ERR This server runs no scripts";
}
