// SETEX and PSETEX: the amount stands before the value, and only its unit differs.

using ActorKv.Core.Commands.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Strings.Shared;

internal static class ExpiringSet
{
    public static void Execute(ref ArgReader args, KeyTurn turn, CommandSpec spec, ExpiryForm unit)
    {
        ReadOnlySpan<byte> name = args.Next();
        ExpiryArgument expiry = new(unit, args.Position);
        args.Next();
        if (!expiry.TryGetDeadline(in args, turn, spec, out long deadline)) return;
        KeyEntry key = turn[name];
        byte[]? own = args.PeekOwn();
        StringStore.SetUntil(ref key, args.Next(), own, deadline, turn);
        turn.Reply.Ok();
    }
}
