// XGROUP SETID key groupname <id | $> [ENTRIESREAD entries-read]
//
// Moves a group to another place: what lies behind it is new again. How many entries it has read is unknown from now on, unless it is said.

using ActorKv.Core.Commands.Streams.Shared;
using ActorKv.Core.DataTypes.Streams;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Streams;

internal sealed class XGroupSetIdCommand : IKeyCommand
{
    private const int MostArguments = 7;

    public static CommandSpec Spec { get; } = new("SETID")
    {
        Group = CommandGroup.Stream, Since = "5.0.0", Complexity = "O(1)",
        Summary = "Sets the id behind which a consumer group reads on.",
        Syntax = "key groupname <id | $> [ENTRIESREAD entries_read]",
        Arity = -5, Flags = CommandFlags.Write,
        Keys = [KeySpec.At(2, KeyAccess.Change)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> name = args.Next(), groupName = args.Next(), idText = args.Next();
        long entriesRead = StreamGroup.Unknown;
        while (!args.AtEnd)
        {
            OptionReading read = EntriesReadOption.Next(ref args, turn, ref entriesRead);
            if (read == OptionReading.Unknown) StreamErrors.BadSubcommand(turn, "XGROUP"u8, args.Request[1]);
            if (read != OptionReading.Read) return;
        }
        KeyEntry key = turn[name];
        if (!GroupLookup.TryGetGroup(in key, groupName, turn, out StreamGroup group)) return;
        if (args.Request.Count > MostArguments)
        {
            StreamErrors.BadSubcommand(turn, "XGROUP"u8, args.Request[1]);
            return;
        }
        StreamId id = ((EntryStream)key.Value!).LastId;
        if (!StreamIdArgument.CutAtNul(idText).SequenceEqual("$"u8) && !StreamIdArgument.TryReadAny(idText, turn, out id)) return;
        group.LastId = id;
        group.EntriesRead = entriesRead;
        GroupEffects.LogPosition(turn, in key, group);
        turn.Notify(KeyEvents.Stream, "xgroup-setid"u8, in key);
        turn.Reply.Ok();
    }
}
