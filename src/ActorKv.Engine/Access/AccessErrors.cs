// What those hear whom the ACL refuses, byte for byte as redis-server 7.0.15 says it. The texts are for a plain command, for one that was
// queued before the rules changed (EXEC), for one inside a script, and for ACL DRYRUN.

using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Access;

internal static class AccessErrors
{
    public const string WrongPassword = "WRONGPASS invalid username-password pair or user is disabled.";

    public const string NoPasswordConfigured =
        "ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?";

    public const string NoFile =
        "ERR This Redis instance is not configured to use an ACL file. You may want to specify users via the ACL SETUSER command and then issue a CONFIG " +
        "REWRITE (assuming you have a Redis configuration file set) in order to store users in the Redis configuration.";

    /// <summary>The reply to a command that is refused at once.</summary>
    public static string Refused(AccessResult result, Command command) => result.Denial switch
    {
        AccessDenial.Command => $"NOPERM this user has no permissions to run the '{command.Spec.FullName}' command",
        AccessDenial.Key => "NOPERM this user has no permissions to access one of the keys used as arguments",
        _ => "NOPERM this user has no permissions to access one of the channels used as arguments",
    };

    /// <summary>What EXEC replies for a queued command that is no longer allowed.</summary>
    public static string RefusedByExec(AccessResult result) =>
        "NOPERM ACLs rules changed between the moment the transaction was accumulated and the EXEC call. " +
        "This command is no longer allowed for the following reason: " + result.Denial switch
        {
            AccessDenial.Command => "no permission to execute the command or subcommand",
            AccessDenial.Key => "no permission to touch the specified keys",
            _ => "no permission to access one of the channels used as arguments to the command",
        };

    /// <summary>What redis.call raises.</summary>
    public static string RefusedInScript(AccessResult result) => result.Denial switch
    {
        AccessDenial.Command => "ERR The user executing the script can't run this command or subcommand",
        AccessDenial.Key => "ERR The user executing the script can't access at least one of the keys mentioned in the command arguments",
        _ => "ERR The user executing the script can't publish to the channel mentioned in the command",
    };

    /// <summary>What ACL DRYRUN tells.</summary>
    public static string Explained(AccessResult result, Command command, Request request) => result.Denial switch
    {
        AccessDenial.Command => $"This user has no permissions to run the '{command.Spec.FullName}' command",
        AccessDenial.Key => $"This user has no permissions to access the '{SessionErrors.Text(request[result.Position])}' key",
        _ => $"This user has no permissions to access the '{SessionErrors.Text(request[result.Position])}' channel",
    };
}
