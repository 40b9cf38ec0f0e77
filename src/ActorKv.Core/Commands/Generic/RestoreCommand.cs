// RESTORE key ttl serialized-value [REPLACE] [ABSTTL] [IDLETIME seconds] [FREQ frequency]
//
// Makes a key from what DUMP gave, here or in a redis-server. The log says RESTORE … REPLACE ABSTTL with the payload as it came: absolute
// time makes it deterministic, and idle time counts from the time of the journal row. A deadline already past leaves no key; then only
// what was replaced is logged, as DEL.
//
// Payloads come from anywhere. The checksum is no proof: every length, count and number in the value is checked, always, and bytes
// behind the value are refused, which Redis lets pass.

using ActorKv.Core.Commands.Generic.Shared;
using ActorKv.Core.DataTypes;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Generic;

internal sealed class RestoreCommand : IKeyCommand
{
    private const int MaxFrequency = 255;

    public static CommandSpec Spec { get; } = new("RESTORE")
    {
        Group = CommandGroup.Generic, Since = "2.6.0", Complexity = "O(N) for a value of N bytes, O(N*log(N)) for a sorted set of N members",
        Summary = "Makes a key from a value that DUMP returned.",
        Syntax = "key ttl serialized-value [REPLACE] [ABSTTL] [IDLETIME seconds] [FREQ frequency]",
        Arity = -4, Flags = CommandFlags.Write | CommandFlags.DenyOom,
        Keys = [KeySpec.At(1, KeyAccess.Replace)],
        ExtraCategories = ["dangerous"],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> name = args.Next(), ttl = args.Next(), payload = args.Next();
        if (!Options.TryParse(ref args, turn, out Options options)) return;
        KeyEntry key = turn[name];
        if (key.Exists && !options.Replace)
        {
            turn.Reply.Error("BUSYKEY Target key name already exists."u8);
            return;
        }
        if (!TryReadDeadline(ttl, options.Absolute, turn, out long deadline) || !TryDecode(payload, turn, out object? value)) return;
        if (deadline >= 0 && deadline <= turn.Now) Drop(ref key, turn);
        else Put(ref key, value!, deadline, payload, in options, turn);
        turn.Reply.Ok();
    }

    // The deadline is -1 for none. One so far off that it has no number counts as past, as in Redis.
    private static bool TryReadDeadline(ReadOnlySpan<byte> ttl, bool absolute, KeyTurn turn, out long deadline)
    {
        if (!Numbers.TryParseInt64(ttl, out deadline)) turn.Reply.Error(Errors.NotAnInteger);
        else if (deadline < 0) turn.Reply.Error("ERR Invalid TTL value, must be >= 0"u8);
        else
        {
            if (deadline == 0) deadline = -1;
            else if (!absolute) deadline = deadline > long.MaxValue - turn.Now ? 0 : deadline + turn.Now;
            return true;
        }
        return false;
    }

    private static bool TryDecode(ReadOnlySpan<byte> payload, KeyTurn turn, out object? value)
    {
        value = null;
        if (!DumpPayload.TryOpen(payload, out ReadOnlySpan<byte> encoded))
        {
            turn.Reply.Error("ERR DUMP payload version or checksum are wrong"u8);
            return false;
        }
        try
        {
            value = ValueCodec.Decode(encoded, turn.Settings);
            return true;
        }
        catch (RdbFormatException)
        {
            turn.Reply.Error("ERR Bad data format"u8);
            return false;
        }
    }

    private static void Drop(ref KeyEntry key, KeyTurn turn)
    {
        if (!key.Exists) return;
        key.DeleteAndNotify();
        turn.Log(in key, "DEL"u8);
    }

    private static void Put(ref KeyEntry key, object value, long deadline, ReadOnlySpan<byte> payload, in Options options, KeyTurn turn)
    {
        KeyTransfer.MakeWay(ref key);
        if (value is byte[] text) key.SetString(text, text);
        else key.Put((KeyedValue)value);
        key.SetExpiry(deadline);
        key.SetAccess(turn.Settings.Restored(options.IdleSeconds, options.Frequency, turn));
        turn.Notify(KeyEvents.Generic, "restore"u8, in key);
        bool hasAccess = options.IdleSeconds >= 0 || options.Frequency >= 0;
        if (!turn.BeginLog(in key, "RESTORE"u8, hasAccess ? 6 : 4)) return;
        Span<byte> digits = stackalloc byte[Numbers.MaxInt64Length];
        turn.Effects.Add(Numbers.Format(Math.Max(0, deadline), digits));
        turn.Effects.Add(payload);
        turn.Effects.Add("REPLACE"u8);
        turn.Effects.Add("ABSTTL"u8);
        if (!hasAccess) return;
        turn.Effects.Add(options.IdleSeconds >= 0 ? "IDLETIME"u8 : "FREQ"u8);
        turn.Effects.Add(Numbers.Format(Math.Max(options.IdleSeconds, options.Frequency), digits));
    }

    private struct Options
    {
        public bool Replace, Absolute;
        public long IdleSeconds, Frequency;      // -1 when not given; only one of them is

        /// <summary>Reads all options. False, with the error replied, when one is unknown or its number is wrong.</summary>
        public static bool TryParse(ref ArgReader args, KeyTurn turn, out Options options)
        {
            options = new Options { IdleSeconds = -1, Frequency = -1 };
            while (!args.AtEnd)
            {
                if (args.NextIs("REPLACE"u8)) options.Replace = true;
                else if (args.NextIs("ABSTTL"u8)) options.Absolute = true;
                else if (args.Remaining >= 2 && options.Frequency < 0 && args.NextIs("IDLETIME"u8))
                {
                    if (!TryNumber(ref args, turn, long.MaxValue, "ERR Invalid IDLETIME value, must be >= 0"u8, out options.IdleSeconds)) return false;
                }
                else if (args.Remaining >= 2 && options.IdleSeconds < 0 && args.NextIs("FREQ"u8))
                {
                    if (!TryNumber(ref args, turn, MaxFrequency, "ERR Invalid FREQ value, must be >= 0 and <= 255"u8, out options.Frequency)) return false;
                }
                else
                {
                    turn.Reply.Error(Errors.Syntax);
                    return false;
                }
            }
            return true;
        }

        private static bool TryNumber(ref ArgReader args, KeyTurn turn, long max, ReadOnlySpan<byte> outOfRange, out long number)
        {
            if (!args.TryNextInt64(out number)) turn.Reply.Error(Errors.NotAnInteger);
            else if (number < 0 || number > max) turn.Reply.Error(outOfRange);
            else return true;
            return false;
        }
    }
}
