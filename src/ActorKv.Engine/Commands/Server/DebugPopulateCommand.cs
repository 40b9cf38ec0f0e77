// DEBUG POPULATE count [prefix] [size]
//
// Makes the keys prefix:0, prefix:1 …, with the values value:0, value:1 …, cut or filled up with zeros to a size that is not 0. Keys that are there stay as
// they are. One turn over all key shards: for a great many keys the world waits.

using System.Globalization;
using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Core.Commands.Strings.Shared;
using ActorKv.Core.Turns;
using ActorKv.Engine.Commands.Server.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Server;

internal sealed class DebugPopulateCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("POPULATE")
    {
        Group = CommandGroup.Server, Since = "1.0.0", Complexity = "O(N) where N is the number of keys",
        Summary = "Makes many keys.",
        Syntax = "count [prefix] [size]",
        Arity = DebugCommand.AnyArity, Flags = DebugCommand.Flags | CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.AllKeyShards,
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        long size = -1;
        if (args.Remaining is < 1 or > 3)
        {
            turn.Reply.Error(Encoding.Latin1.GetBytes(SessionErrors.SubcommandSyntax(args.Request[1], DebugCommand.Spec.Name)));
            return;
        }
        if (!TryNext(ref args, turn, out long count)) return;
        string prefix = args.AtEnd ? "key" : Encoding.Latin1.GetString(args.Next());
        if (!args.AtEnd && !TryNext(ref args, turn, out size)) return;
        for (long number = 0; number < count; number++) Make(turn, prefix, number, size);
        turn.Reply.Ok();
    }

    private static void Make(KeyTurn turn, string prefix, long number, long size)
    {
        KeyEntry key = turn[Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{prefix}:{number}"))];
        if (key.Exists) return;
        byte[] value = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"value:{number}"));
        if (size > 0) Array.Resize(ref value, (int)size);
        StringStore.Set(ref key, value, value, turn);
    }

    private static bool TryNext(ref ArgReader args, KeyTurn turn, out long value)
    {
        if (args.TryNextInt64(out value) && value >= 0 && value <= int.MaxValue) return true;
        turn.Reply.Error("ERR value is out of range, must be positive"u8);
        return false;
    }
}
