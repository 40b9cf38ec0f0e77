// XGROUP CREATE key groupname <id | $> [MKSTREAM] [ENTRIESREAD entries-read]
//
// Makes a group that is to read what comes behind an id; `$` is the stream's last one, and the effect names it. ENTRIESREAD says how many
// entries there were up to the id, for those who know.

using ActorKv.Core.Commands.Streams.Shared;
using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.Streams;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Streams;

internal sealed class XGroupCreateCommand : IKeyCommand
{
    private const int MostArguments = 8;

    private static ReadOnlySpan<byte> Exists => "BUSYGROUP Consumer Group name already exists"u8;

    public static CommandSpec Spec { get; } = new("CREATE")
    {
        Group = CommandGroup.Stream, Since = "5.0.0", Complexity = "O(1)",
        Summary = "Makes a consumer group, and on request the stream.",
        Syntax = "key groupname <id | $> [MKSTREAM] [ENTRIESREAD entries_read]",
        Arity = -5, Flags = CommandFlags.Write | CommandFlags.DenyOom,
        Keys = [KeySpec.At(2, KeyAccess.Add)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> name = args.Next(), groupName = args.Next(), idText = args.Next();
        if (!TryReadOptions(ref args, turn, out bool make, out long entriesRead)) return;
        KeyEntry key = turn[name];
        EntryStream? stream;
        if (make)
        {
            if (!key.TryGet(out stream)) return;
        }
        else
        {
            if (!GroupLookup.TryGetStream(in key, turn, out EntryStream found)) return;
            stream = found;
        }
        if (args.Request.Count > MostArguments)
        {
            StreamErrors.BadSubcommand(turn, "XGROUP"u8, args.Request[1]);
            return;
        }
        StreamId id = stream?.LastId ?? StreamId.Zero;
        if (!StreamIdArgument.CutAtNul(idText).SequenceEqual("$"u8) && !StreamIdArgument.TryRead(idText, turn, out id)) return;
        bool made = stream is null;
        if (stream is null) key.Put(stream = new EntryStream());
        if (!stream.TryAddGroup(groupName, id, entriesRead))
        {
            turn.Reply.Error(Exists);
            return;
        }
        Log(turn, in key, groupName, id, made, entriesRead);
        turn.Notify(KeyEvents.Stream, "xgroup-create"u8, in key);
        turn.Reply.Ok();
    }

    private static bool TryReadOptions(ref ArgReader args, KeyTurn turn, out bool make, out long entriesRead)
    {
        make = false;
        entriesRead = StreamGroup.Unknown;
        while (!args.AtEnd)
        {
            if (args.NextIs("MKSTREAM"u8))
            {
                make = true;
                continue;
            }
            OptionReading read = EntriesReadOption.Next(ref args, turn, ref entriesRead);
            if (read == OptionReading.Unknown) StreamErrors.BadSubcommand(turn, "XGROUP"u8, args.Request[1]);
            if (read != OptionReading.Read) return false;
        }
        return true;
    }

    private static void Log(KeyTurn turn, scoped in KeyEntry key, ReadOnlySpan<byte> group, StreamId id, bool made, long entriesRead)
    {
        bool known = entriesRead != StreamGroup.Unknown;
        if (!turn.BeginLog(in key, "XGROUP"u8, "CREATE"u8, 2 + (made ? 1 : 0) + (known ? 2 : 0))) return;
        Span<byte> scratch = stackalloc byte[StreamId.MaxTextLength];
        turn.Effects.Add(group);
        turn.Effects.Add(id.Format(scratch));
        if (made) turn.Effects.Add("MKSTREAM"u8);
        if (!known) return;
        turn.Effects.Add("ENTRIESREAD"u8);
        turn.Effects.Add(Numbers.Format(entriesRead, scratch));
    }
}
