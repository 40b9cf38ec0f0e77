// DEBUG SLEEP seconds
//
// Stops the world for a while: no turn runs anywhere, since all key shards are held. No thread waits for that, so commands that need no key
// are answered meanwhile, unlike in Redis. What is no number counts as 0, as there.

using System.Globalization;
using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.Server.Shared;
using ActorKv.Engine.KeyShards;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Server;

internal sealed class DebugSleepCommand : ISessionCommand
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(int.MaxValue);

    public static CommandSpec Spec { get; } = new("SLEEP")
    {
        Group = CommandGroup.Server, Since = "1.0.0", Complexity = "O(1)",
        Summary = "Holds all key shards for some seconds.",
        Syntax = "seconds",
        Arity = DebugCommand.AnyArity, Flags = DebugCommand.Flags,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (!DebugArguments.Are(1, in args, session.Reply)) return;
        double seconds = double.TryParse(args.Next(), NumberStyles.Float, CultureInfo.InvariantCulture, out double given) ? given : 0;
        TimeSpan time = seconds > 0 ? TimeSpan.FromSeconds(Math.Min(seconds, Longest.TotalSeconds)) : TimeSpan.Zero;
        session.Await(() => SleepAsync(session.Store, time), reply => reply.Ok());
    }

    private static async Task SleepAsync(Store store, TimeSpan time)
    {
        KeyShard[] held = await store.EnterAllAsync();
        await Task.Delay(time, store.Time);
        Store.Exit(held);
    }
}
