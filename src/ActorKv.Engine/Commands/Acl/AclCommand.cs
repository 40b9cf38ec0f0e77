// ACL subcommand [arguments …]
//
// The container of the commands about users and what they may do. The rules themselves are in Engine/Access.

using ActorKv.Core.Commands;

namespace ActorKv.Engine.Commands.Acl;

internal static class AclCommand
{
    /// <summary>The flags of the subcommands that are for administrators.</summary>
    public const CommandFlags Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale;

    public static CommandSpec Spec { get; } = new("ACL")
    {
        Group = CommandGroup.Server, Since = "6.0.0", Complexity = "Depends on subcommand.",
        Summary = "Commands about users and what they may do.",
        Arity = -2,
        Subcommands =
        [
            AclCatCommand.Spec, AclDelUserCommand.Spec, AclDryRunCommand.Spec, AclGenPassCommand.Spec, AclGetUserCommand.Spec, AclHelpCommand.Spec,
            AclListCommand.Spec, AclLoadCommand.Spec, AclLogCommand.Spec, AclSaveCommand.Spec, AclSetUserCommand.Spec, AclUsersCommand.Spec,
            AclWhoAmICommand.Spec,
        ],
    };
}
