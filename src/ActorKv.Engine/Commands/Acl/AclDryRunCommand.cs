// ACL DRYRUN username command [arg [arg ...]]
//
// Says whether a user might run a command with these arguments, without running it: OK, or the reason why not.

using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Engine.Access;
using ActorKv.Engine.Commands.Introspection.Shared;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Acl;

internal sealed class AclDryRunCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("DRYRUN")
    {
        Group = CommandGroup.Server, Since = "7.0.0", Complexity = "O(1) for a command without keys, O(N) for one of N keys and channels",
        Summary = "Tells whether a user may run a command.",
        Syntax = "username command [arg [arg ...]]",
        Arity = -4, Flags = AclCommand.Flags,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        ReadOnlySpan<byte> name = args.Next();
        if (session.Store.Access.Find(Encoding.Latin1.GetString(name)) is not { } user)
        {
            session.Error($"ERR User '{SessionErrors.Text(name)}' not found");
            return;
        }
        Request request = new();
        while (!args.AtEnd) request.AddOwn(args.Next().ToArray());
        if (CommandLookup.Find(session.Store.Commands, request) is not { } command)
        {
            session.Error($"ERR Command '{SessionErrors.Text(request[0])}' not found");
            return;
        }
        if (!command.Spec.AcceptsArgumentCount(request.Count))
        {
            session.Error(Errors.WrongArity(command.Spec.FullName));
            return;
        }
        AccessResult result = user.Check(command, request);
        if (result.IsAllowed) session.Reply.Ok();
        else session.Reply.Bulk(Encoding.Latin1.GetBytes(AccessErrors.Explained(result, command, request)));
    }
}
