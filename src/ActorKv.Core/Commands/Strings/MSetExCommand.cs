// MSETEX numkeys key value [key value ...] [NX | XX] [EX seconds | PX milliseconds | EXAT unix-time-seconds | PXAT unix-time-milliseconds | KEEPTTL]
//
// Sets several strings with one expiry at one moment, or none of them: NX when none of the keys may exist, XX when all must. One SET per
// key in the log, as of MSET; a deadline already past deletes the keys.

using ActorKv.Core.Commands.Shared;
using ActorKv.Core.Commands.Strings.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Strings;

internal sealed class MSetExCommand : IKeyCommand
{
    private const int FirstKey = 2;

    public static CommandSpec Spec { get; } = new("MSETEX")
    {
        Group = CommandGroup.String, Since = "8.4.0", Complexity = "O(N) for N keys",
        Summary = "Sets several strings with one expiry at one moment.",
        Syntax = "numkeys key value [key value ...] [NX | XX] [EX seconds | PX milliseconds | EXAT unix-time-seconds | PXAT unix-time-milliseconds | KEEPTTL]",
        Arity = -4, Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.MovableKeys,
        Keys = [new KeySpec { Access = KeyAccess.Replace, Begin = 1, Count = new KeyCount(0, 1, 2) }],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        if (!args.TryNextInt64(out long keys) || keys is < 1 or > int.MaxValue)
        {
            turn.Reply.Error("ERR invalid numkeys value"u8);
            return;
        }
        if (keys > args.Remaining / 2)
        {
            turn.Reply.Error("ERR wrong number of key-value pairs"u8);
            return;
        }
        int end = FirstKey + 2 * (int)keys;
        args.MoveTo(end);
        if (!Options.TryParse(ref args, out Options options))
        {
            turn.Reply.Error(Errors.Syntax);
            return;
        }
        long deadline = -1;
        if (options.Expiry.IsGiven && !options.Expiry.TryGetDeadline(in args, turn, Spec, out deadline)) return;
        bool allowed = Allows(in options, in args, end, turn);
        for (int at = FirstKey; allowed && at < end; at += 2)
        {
            KeyEntry key = turn[args.Request[at]];
            ReadOnlySpan<byte> value = args.Request[at + 1];
            byte[]? own = args.Request.OwnArray(at + 1);
            if (options.Expiry.IsGiven) StringStore.SetUntil(ref key, value, own, deadline, turn);
            else if (options.KeepExpiry) StringStore.SetKeepingExpiry(ref key, value, own, turn);
            else StringStore.Set(ref key, value, own, turn);
        }
        turn.Reply.Integer(allowed);
    }

    private static bool Allows(in Options options, scoped in ArgReader args, int end, KeyTurn turn)
    {
        if (!options.IfMissing && !options.IfExists) return true;
        for (int at = FirstKey; at < end; at += 2)
            if (turn[args.Request[at]].Exists != options.IfExists) return false;
        return true;
    }

    private struct Options
    {
        public bool IfMissing, IfExists, KeepExpiry;
        public ExpiryArgument Expiry;

        /// <summary>Reads what follows the keys. False when it is no option or contradicts another.</summary>
        public static bool TryParse(ref ArgReader args, out Options options)
        {
            options = default;
            while (!args.AtEnd)
            {
                if (!options.IfExists && args.NextIs("NX"u8)) options.IfMissing = true;
                else if (!options.IfMissing && args.NextIs("XX"u8)) options.IfExists = true;
                else if (!options.Expiry.IsGiven && args.NextIs("KEEPTTL"u8)) options.KeepExpiry = true;
                else if (options.KeepExpiry || !options.Expiry.TryRead(ref args)) return false;
            }
            return true;
        }
    }
}
