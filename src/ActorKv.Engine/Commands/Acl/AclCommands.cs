using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Acl;

/// <summary>The commands about users; to Redis they are of the group "server".</summary>
internal static class AclCommands
{
    public static CommandTable AddAcl(this CommandTable table) => table
        .Add(new Command(AclCommand.Spec))
        .AddSessionTo<AclCatCommand>("ACL")
        .AddSessionTo<AclDelUserCommand>("ACL")
        .AddSessionTo<AclDryRunCommand>("ACL")
        .AddSessionTo<AclGenPassCommand>("ACL")
        .AddSessionTo<AclGetUserCommand>("ACL")
        .AddSessionTo<AclHelpCommand>("ACL")
        .AddSessionTo<AclListCommand>("ACL")
        .AddSessionTo<AclLoadCommand>("ACL")
        .AddSessionTo<AclLogCommand>("ACL")
        .AddSessionTo<AclSaveCommand>("ACL")
        .AddSessionTo<AclSetUserCommand>("ACL")
        .AddSessionTo<AclUsersCommand>("ACL")
        .AddSessionTo<AclWhoAmICommand>("ACL");
}
