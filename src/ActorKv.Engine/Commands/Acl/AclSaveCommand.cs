// ACL SAVE
//
// Writes all users into the ACL file.

using ActorKv.Core.Commands;
using ActorKv.Engine.Access;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Acl;

internal sealed class AclSaveCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("SAVE")
    {
        Group = CommandGroup.Server, Since = "6.0.0", Complexity = "O(N) for N users",
        Summary = "Saves the users in the ACL file.",
        Arity = 2, Flags = AclCommand.Flags,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (!session.Store.Access.HasFile) session.Reply.Error(AccessErrors.NoFile);
        else if (session.Store.Access.TrySave()) session.Reply.Ok();
        else session.Reply.Error("ERR There was an error trying to save the ACLs. Please check the server logs for more information"u8);
    }
}
