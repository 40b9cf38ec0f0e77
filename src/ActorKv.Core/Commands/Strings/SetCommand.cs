// SET key value [NX | XX | IFEQ value | IFNE value | IFDEQ digest | IFDNE digest] [GET]
//     [EX seconds | PX milliseconds | EXAT unix-time-seconds | PXAT unix-time-milliseconds | KEEPTTL]
//
// Sets a string, whatever the key held, and takes its expiry away unless told otherwise. Relative times become absolute here, against
// the turn's clock. A deadline already past is no error: the key is gone at once and the reply is that of a SET (Redis stores it and
// deletes it at the next touch; the log says DEL).
//
// With GET the reply is the old value, or nil, whether or not something was set; since 7.0 also together with NX. The conditions on the
// value are of 8.4 (Shared/ValueCondition.cs): they want a string, or no key at all.
//
// SET without options is the hot path: it parses nothing, and overwriting a short string by one of equal length allocates nothing.

using System.Text;
using ActorKv.Core.Commands.Shared;
using ActorKv.Core.Commands.Strings.Shared;
using ActorKv.Core.Turns;
using ActorKv.Protocol;

namespace ActorKv.Core.Commands.Strings;

internal sealed class SetCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("SET")
    {
        Group = CommandGroup.String, Since = "1.0.0", Complexity = "O(1)",
        Summary = "Sets a string, whatever the key held before.",
        Syntax = "key value [NX | XX | IFEQ ifeq-value | IFNE ifne-value | IFDEQ ifdeq-digest | IFDNE ifdne-digest] [GET] "
            + "[EX seconds | PX milliseconds | EXAT unix-time-seconds | PXAT unix-time-milliseconds | KEEPTTL]",
        Arity = -3, Flags = CommandFlags.Write | CommandFlags.DenyOom,
        Keys = [KeySpec.At(1, KeyAccess.ReadAndChange | KeyAccess.VariableFlags) with { AccessByRequest = AccessOf }],
    };

    // Only GET and the conditions on the value read what was there.
    private static KeyAccess AccessOf(Request request)
    {
        for (int i = 3; i < request.Count; i++)
            if (Ascii.EqualsIgnoreCase(request[i], "GET"u8) || ValueCondition.IsOne(request[i])) return KeyAccess.ReadAndChange;
        return KeyAccess.Replace;
    }

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> name = args.Next();
        byte[]? own = args.PeekOwn();
        ReadOnlySpan<byte> value = args.Next();
        if (args.AtEnd)
        {
            KeyEntry key = turn[name];
            StringStore.Set(ref key, value, own, turn);
            turn.Reply.Ok();
            return;
        }
        if (Options.TryParse(ref args, out Options options)) Execute(in args, in options, turn);
        else turn.Reply.Error(Errors.Syntax);
    }

    private static void Execute(in ArgReader args, in Options options, KeyTurn turn)
    {
        long deadline = 0;
        if (options.Expiry.IsGiven && !options.Expiry.TryGetDeadline(in args, turn, Spec, out deadline)) return;
        KeyEntry key = options.Get ? turn.Read(args.Request[1]) : turn[args.Request[1]];
        ReadOnlySpan<byte> value = args.Request[2];
        byte[]? own = args.Request.OwnArray(2);
        bool allowed = key.Exists ? !options.IfMissing : !options.IfExists && options.Condition.HoldsForMissing;
        ReadOnlySpan<byte> before = default;
        if ((options.Get || options.Condition.IsGiven) && !key.TryGetString(out before)) return;
        if (key.Exists && options.Condition.IsGiven && !options.Condition.TryEvaluate(in args, before, turn, out allowed)) return;
        if (options.Get)
        {
            // The old bytes are overwritten in place: reply first.
            if (key.Exists) turn.Reply.Bulk(before);
            else turn.Reply.Null();
        }
        else if (allowed) turn.Reply.Ok();
        else turn.Reply.Null();
        if (!allowed) return;
        if (options.Expiry.IsGiven) StringStore.SetUntil(ref key, value, own, deadline, turn);
        else if (options.KeepExpiry) StringStore.SetKeepingExpiry(ref key, value, own, turn);
        else StringStore.Set(ref key, value, own, turn);
    }

    private struct Options
    {
        public bool IfMissing, IfExists, Get, KeepExpiry;
        public ExpiryArgument Expiry;
        public ValueCondition Condition;

        /// <summary>Reads all options. False when one is unknown or contradicts another; giving the same one twice is allowed.</summary>
        public static bool TryParse(ref ArgReader args, out Options options)
        {
            options = default;
            while (!args.AtEnd)
            {
                if (!options.IfExists && !options.Condition.IsGiven && args.NextIs("NX"u8)) options.IfMissing = true;
                else if (!options.IfMissing && !options.Condition.IsGiven && args.NextIs("XX"u8)) options.IfExists = true;
                else if (args.NextIs("GET"u8)) options.Get = true;
                else if (!options.Expiry.IsGiven && args.NextIs("KEEPTTL"u8)) options.KeepExpiry = true;
                else if (!options.KeepExpiry && options.Expiry.TryRead(ref args)) continue;
                else if (options.IfMissing || options.IfExists || options.Condition.IsGiven || !ValueCondition.TryRead(ref args, out options.Condition)) return false;
            }
            return true;
        }
    }
}
