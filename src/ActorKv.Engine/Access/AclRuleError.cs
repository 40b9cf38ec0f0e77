// What may be wrong with a rule, and Redis' words for it.

namespace ActorKv.Engine.Access;

internal enum AclRuleError { None, Unknown, Syntax, KeysAfterAll, ChannelsAfterAll, NoSuchPassword, BadHash, FirstArgumentOfSubcommand }

internal static class AclRuleErrors
{
    public static string Text(this AclRuleError error) => error switch
    {
        AclRuleError.None => "",
        AclRuleError.Unknown => "Unknown command or category name in ACL",
        AclRuleError.Syntax => "Syntax error",
        AclRuleError.KeysAfterAll => AfterAll("allkeys", "resetkeys", "patterns"),
        AclRuleError.ChannelsAfterAll => AfterAll("allchannels", "resetchannels", "channels"),
        AclRuleError.NoSuchPassword => "The password you are trying to remove from the user does not exist",
        AclRuleError.BadHash => "The password hash must be exactly 64 characters and contain only lowercase hexadecimal characters",
        AclRuleError.FirstArgumentOfSubcommand => "Allowing first-arg of a subcommand is not supported",
        _ => throw new ArgumentOutOfRangeException(nameof(error), error, null),
    };

    private static string AfterAll(string all, string reset, string what) =>
        $"Adding a pattern after the * pattern (or the '{all}' flag) is not valid and does not have any effect. Try '{reset}' to start with an empty list of {what}";
}
