// GETEX key [EX seconds | PX milliseconds | EXAT unix-time-seconds | PXAT unix-time-milliseconds | PERSIST]
//
// Reads a string and, in the same turn, may change when it expires. Without an option it is GET and logs nothing.
// Relative times become absolute here, against the turn's clock: a log that said "EX 10" would grant ten fresh seconds at every
// recovery. A deadline that is not in the future deletes the key, and the log says DEL.
//
// The amount of time is judged only when the key is a string that is there, as in Redis: `GETEX missing EX x` is nil, not an error.

using ActorKv.Core.Commands.Shared;
using ActorKv.Core.Commands.Strings.Shared;
using ActorKv.Core.DataTypes;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Strings;

internal sealed class GetExCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("GETEX")
    {
        Group = CommandGroup.String, Since = "6.2.0", Complexity = "O(1)",
        Summary = "Reads a string and optionally sets or clears its expiry.",
        Syntax = "key [EX seconds | PX milliseconds | EXAT unix-time-seconds | PXAT unix-time-milliseconds | PERSIST]",
        Arity = -2, Flags = CommandFlags.Write | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.ReadAndChange)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> name = args.Next();
        ExpiryArgument expiry = default;
        bool persist = false;
        while (!args.AtEnd)
        {
            if (!expiry.IsGiven && args.NextIs("PERSIST"u8)) persist = true;
            else if (persist || !expiry.TryRead(ref args))
            {
                turn.Reply.Error(Errors.Syntax);
                return;
            }
        }
        KeyEntry key = turn.Read(name);
        if (!key.TryGetString(out ReadOnlySpan<byte> value)) return;
        if (!key.Exists)
        {
            turn.Reply.Null();
            return;
        }
        long deadline = key.Expiry;
        if (expiry.IsGiven && !expiry.TryGetDeadline(in args, turn, Spec, out deadline)) return;
        turn.Reply.Bulk(value);
        if (expiry.IsGiven && deadline <= turn.Now) StringStore.Delete(ref key, turn);
        else if (expiry.IsGiven || persist) ChangeExpiry(in key, persist ? -1 : deadline, turn);
    }

    private static void ChangeExpiry(scoped in KeyEntry key, long deadline, KeyTurn turn)
    {
        if (deadline >= 0) turn.Notify(KeyEvents.Generic, "expire"u8, in key);
        else if (key.Expiry >= 0) turn.Notify(KeyEvents.Generic, "persist"u8, in key);
        if (deadline == key.Expiry) return;
        Span<byte> digits = stackalloc byte[Numbers.MaxInt64Length];
        if (deadline < 0) turn.Log(in key, "PERSIST"u8);
        else turn.Log(in key, "PEXPIREAT"u8, Numbers.Format(deadline, digits));
        key.SetExpiry(deadline);
    }
}
