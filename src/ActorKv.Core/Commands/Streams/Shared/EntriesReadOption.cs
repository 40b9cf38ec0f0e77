// ENTRIESREAD entries-read, of XGROUP CREATE and SETID. In replay any number will do: one that was set to the greatest there is and went
// on from there is negative.

using ActorKv.Core.DataTypes.Streams;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Streams.Shared;

internal static class EntriesReadOption
{
    private static ReadOnlySpan<byte> Negative => "ERR value for ENTRIESREAD must be positive or -1"u8;

    /// <summary>Reads the option, if it comes next; replies the error if its number is none.</summary>
    public static OptionReading Next(ref ArgReader args, KeyTurn turn, ref long entriesRead)
    {
        if (args.Remaining < 2 || !args.NextIs("ENTRIESREAD"u8)) return OptionReading.Unknown;
        if (!args.TryNextInt64(out entriesRead)) turn.Reply.Error(Errors.NotAnInteger);
        else if (entriesRead < StreamGroup.Unknown && !turn.Replaying) turn.Reply.Error(Negative);
        else return OptionReading.Read;
        return OptionReading.Failed;
    }
}
