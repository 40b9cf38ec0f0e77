// AKV.LIBRARY name [text]
//
// An effect, never a command of clients: the library of functions of this name has this text, or is gone. FUNCTION LOAD, DELETE, FLUSH and RESTORE
// log it. The texts live in one key shard, so that they recover with it; what they mean is the engine's business.

using System.Text;
using ActorKv.Core.Keyspaces;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Scripting;

internal sealed class LibraryCommand : IKeyCommand
{
    /// <summary>The key shard that the texts live in.</summary>
    public const int Home = 0;

    public static CommandSpec Spec { get; } = new("AKV.LIBRARY")
    {
        Group = CommandGroup.Scripting, Since = "7.2.0", Complexity = "O(1)",
        Summary = "Makes a library of functions have this text, or be gone.",
        Syntax = "name [text]",
        Arity = -2, Flags = CommandFlags.Write | CommandFlags.EffectOnly | CommandFlags.AllKeyShards,
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        string name = Encoding.Latin1.GetString(args.Next());
        Set(turn, name, args.AtEnd ? null : args.Next().ToArray());
        turn.Reply.Ok();
    }

    /// <summary>Sets or, without a text, removes a library, and logs it. The turn holds <see cref="Home"/>.</summary>
    public static void Set(KeyTurn turn, string name, byte[]? text)
    {
        KeyShardState state = turn.Held(Home);
        if (text is null) state.Libraries.Remove(name);
        else state.Libraries[name] = text;
        turn.LogShard(state, 0, "AKV.LIBRARY"u8, Encoding.Latin1.GetBytes(name), text);
    }
}
