// A command that is about the session or the server, not about keys: one file, one class that implements this.

using ActorKv.Core.Commands;

namespace ActorKv.Engine.Sessions;

internal interface ISessionCommand
{
    static abstract CommandSpec Spec { get; }

    /// <summary>Runs the command on the session's thread. The arity has been checked. One that has to wait calls <see cref="Session.Await"/>.</summary>
    static abstract void Execute(ref ArgReader args, Session session);
}

internal delegate void SessionCommandBody(ref ArgReader args, Session session);

internal sealed class SessionCommand(CommandSpec spec, SessionCommandBody body) : Command(spec)
{
    public SessionCommandBody Body { get; } = body;
}

internal static class SessionCommandTable
{
    /// <summary>Adds a command about the session or the server.</summary>
    public static CommandTable AddSession<T>(this CommandTable table) where T : ISessionCommand =>
        table.Add(new SessionCommand(T.Spec, T.Execute));

    /// <summary>Adds a subcommand to a container that was added before.</summary>
    public static CommandTable AddSessionTo<T>(this CommandTable table, string container) where T : ISessionCommand
    {
        table.Find(container)!.AddSubcommand(new SessionCommand(T.Spec, T.Execute));
        return table;
    }
}
