// GETSET key value
//
// Sets a string and answers what was there: the older spelling of SET GET. Takes an expiry away, as SET does.

using ActorKv.Core.Commands.Strings.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Strings;

internal sealed class GetSetCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("GETSET")
    {
        Group = CommandGroup.String, Since = "1.0.0", Complexity = "O(1)",
        Deprecated = new Deprecation("6.2.0", "`SET` with the `GET` argument"),
        Summary = "Sets a string and returns the one before.",
        Syntax = "key value",
        Arity = 3, Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.ReadAndChange)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn.Read(args.Next());
        if (!key.TryGetString(out ReadOnlySpan<byte> before)) return;
        // The old bytes are overwritten in place: reply first.
        if (key.Exists) turn.Reply.Bulk(before);
        else turn.Reply.Null();
        byte[]? own = args.PeekOwn();
        StringStore.Set(ref key, args.Next(), own, turn);
    }
}
