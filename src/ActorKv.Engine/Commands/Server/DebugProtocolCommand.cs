// DEBUG PROTOCOL <string | integer | double | bignum | null | array | set | map | attrib | push | verbatim | true | false>
//
// A reply of each type that there is, for those who test clients. The values are those that Redis gives, in RESP2 as there.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.Server.Shared;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Server;

internal sealed class DebugProtocolCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("PROTOCOL")
    {
        Group = CommandGroup.Server, Since = "1.0.0", Complexity = "O(1)",
        Summary = "Replies a value of a type.",
        Syntax = "<string | integer | double | bignum | null | array | set | map | attrib | push | verbatim | true | false>",
        Arity = DebugCommand.AnyArity, Flags = DebugCommand.KeylessFlags,
    };

    private static ReadOnlySpan<byte> BigNumber => "1234567999999999999999999999999999999"u8;

    public static void Execute(ref ArgReader args, Session session)
    {
        RespWriter reply = session.Reply;
        if (!DebugArguments.Are(1, in args, reply)) return;
        if (args.NextIs("STRING"u8)) reply.Bulk("Hello World"u8);
        else if (args.NextIs("INTEGER"u8)) reply.Integer(12345);
        else if (args.NextIs("DOUBLE"u8)) reply.Double("3.141"u8);
        else if (args.NextIs("BIGNUM"u8)) ReplyBigNumber(reply);
        else if (args.NextIs("NULL"u8)) reply.Null();
        else if (args.NextIs("ARRAY"u8)) ReplyNumbers(reply, reply.Array);
        else if (args.NextIs("SET"u8)) ReplyNumbers(reply, reply.Set);
        else if (args.NextIs("MAP"u8)) ReplyMap(reply);
        else if (args.NextIs("ATTRIB"u8)) ReplyAttribute(reply);
        else if (args.NextIs("PUSH"u8)) ReplyPush(reply);
        else if (args.NextIs("VERBATIM"u8)) reply.Verbatim("txt"u8, "This is a verbatim\nstring"u8);
        else if (args.NextIs("TRUE"u8)) reply.Boolean(true);
        else if (args.NextIs("FALSE"u8)) reply.Boolean(false);
        else reply.Error("ERR Wrong protocol type name. Please use one of the following: string|integer|double|bignum|null|array|set|map|attrib|push|verbatim|true|false"u8);
    }

    private static void ReplyBigNumber(RespWriter reply)
    {
        if (reply.Version < 3)
        {
            reply.Bulk(BigNumber);
            return;
        }
        reply.Raw("("u8);
        reply.Raw(BigNumber);
        reply.Raw("\r\n"u8);
    }

    private static void ReplyNumbers(RespWriter reply, Action<int> begin)
    {
        begin(3);
        for (int i = 0; i < 3; i++) reply.Integer(i);
    }

    private static void ReplyMap(RespWriter reply)
    {
        reply.Map(3);
        for (int i = 0; i < 3; i++)
        {
            reply.Integer(i);
            reply.Boolean(i == 1);
        }
    }

    private static void ReplyAttribute(RespWriter reply)
    {
        if (reply.Version >= 3)
        {
            reply.Raw("|1\r\n"u8);
            reply.Bulk("key-popularity"u8);
            reply.Array(2);
            reply.Bulk("key:123"u8);
            reply.Integer(90);
        }
        reply.Bulk("Some real reply following the attribute"u8);
    }

    private static void ReplyPush(RespWriter reply)
    {
        if (reply.Version < 3)
        {
            reply.Error("ERR RESP2 is not supported by this command"u8);
            return;
        }
        reply.Push(2);
        reply.Bulk("server-cpu-usage"u8);
        reply.Integer(42);
        reply.Bulk("Some real reply following the push reply"u8);
    }
}
