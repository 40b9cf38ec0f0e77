// ACL LOG [count | RESET]
//
// The newest refusals and failed authentications, ten of them unless said otherwise; RESET forgets them all.

using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Core.DataTypes;
using ActorKv.Engine.Access;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Acl;

internal sealed class AclLogCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("LOG")
    {
        Group = CommandGroup.Server, Since = "6.0.0", Complexity = "O(N) for the N entries shown",
        Summary = "Shows what was refused.",
        Syntax = "[count | RESET]",
        Arity = -2, Flags = AclCommand.Flags,
    };

    private const long DefaultCount = 10;

    public static void Execute(ref ArgReader args, Session session)
    {
        AclLog log = session.Store.Access.Log;
        long count = DefaultCount;
        if (args.Remaining > 1) session.Error(SessionErrors.SubcommandSyntax(args.Request[1], "ACL"));
        else if (args.NextIs("RESET"u8))
        {
            log.Clear();
            session.Reply.Ok();
        }
        else if (!args.AtEnd && !Numbers.TryParseInt64(args.Next(), out count)) session.Reply.Error(Errors.NotAnInteger);
        else log.Read(count, entries => Write(session, entries));
    }

    private static void Write(Session session, IReadOnlyList<AclLogEntry> entries)
    {
        RespWriter reply = session.Reply;
        long now = session.Store.NowMilliseconds;
        Span<byte> age = stackalloc byte[DoubleText.MaxLength];
        reply.Array(entries.Count);
        foreach (AclLogEntry entry in entries)
        {
            reply.Map(10);
            reply.Bulk("count"u8);
            reply.Integer(entry.Count);
            Field("reason"u8, entry.Reason switch
            {
                AccessDenial.Command => "command", AccessDenial.Key => "key", AccessDenial.Channel => "channel", _ => "auth",
            });
            Field("context"u8, entry.Context.ToString().ToLowerInvariant());
            Field("object"u8, entry.Object);
            Field("username"u8, entry.User);
            reply.Bulk("age-seconds"u8);
            reply.Double(DoubleText.Format((now - entry.UpdatedAt) / 1000.0, age));
            Field("client-info"u8, entry.Client);
            reply.Bulk("entry-id"u8);
            reply.Integer(entry.Id);
            reply.Bulk("timestamp-created"u8);
            reply.Integer(entry.CreatedAt);
            reply.Bulk("timestamp-last-updated"u8);
            reply.Integer(entry.UpdatedAt);
        }

        void Field(ReadOnlySpan<byte> name, string value)
        {
            reply.Bulk(name);
            reply.Bulk(Encoding.Latin1.GetBytes(value));
        }
    }
}
