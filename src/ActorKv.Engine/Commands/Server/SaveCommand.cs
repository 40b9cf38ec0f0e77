// SAVE
//
// Takes a save and answers when it is complete. Only the asking session waits: Redis stops the world meanwhile, here the key shards are
// taken one by one and all clients go on.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.Server.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Server;

internal sealed class SaveCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("SAVE")
    {
        Group = CommandGroup.Server, Since = "1.0.0", Complexity = "O(N) where N is the number of keys in all databases",
        Summary = "Takes a save, and answers when it is complete.",
        Arity = 1, Flags = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.NoAsyncLoading | CommandFlags.NoMulti,
    };

    public static void Execute(ref ArgReader args, Session session)
    {
        if (session.Store.Saves.TryBegin(rewrite: false, out Task save)) session.Await(() => save, writer => writer.Ok());
        else session.Reply.Error(SaveErrors.AlreadySaving);
    }
}
