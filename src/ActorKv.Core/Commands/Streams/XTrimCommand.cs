// XTRIM key <MAXLEN | MINID> [= | ~] threshold [LIMIT count] [KEEPREF | DELREF | ACKED]
//
// Removes entries from the front. With `~` only whole nodes go, those that Redis would drop. ACKED, of Redis 8.2, passes over entries that
// a group has not read or not acknowledged, and takes younger ones in their place.

using ActorKv.Core.Commands.Streams.Shared;
using ActorKv.Core.DataTypes.Streams;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Streams;

internal sealed class XTrimCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("XTRIM")
    {
        Group = CommandGroup.Stream, Since = "5.0.0", Complexity = "O(N), N the entries removed; whole nodes of them go at once.",
        Summary = "Removes entries from the front of a stream.",
        Syntax = "key <MAXLEN | MINID> [= | ~] threshold [LIMIT count] [KEEPREF | DELREF | ACKED]",
        Arity = -4, Flags = CommandFlags.Write,
        Keys = [KeySpec.At(1, KeyAccess.Take)],
        Tips = ["nondeterministic_output"],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> name = args.Next();
        TrimOptions options = default;
        while (!args.AtEnd)
        {
            OptionReading read = options.Next(ref args, turn);
            if (read == OptionReading.Unknown) turn.Reply.Error(Errors.Syntax);
            if (read != OptionReading.Read) return;
        }
        if (!options.TryFinish(turn, required: true, out StreamTrim trim)) return;
        KeyEntry key = turn[name];
        if (!key.TryGet(out EntryStream? stream)) return;
        long removed = 0;
        TrimEffect trimmed = stream is null ? default : TrimEffect.Trim(stream, in trim, out removed);
        if (removed > 0 && turn.BeginLog(in key, "XTRIM"u8, trimmed.Words)) trimmed.AddTo(turn.Effects);
        if (removed > 0) turn.Notify(KeyEvents.Stream, "xtrim"u8, in key);
        turn.Reply.Integer(removed);
    }
}
