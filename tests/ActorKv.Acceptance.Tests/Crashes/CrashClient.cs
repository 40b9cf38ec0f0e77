// A client that works until its server is killed, and afterwards holds the server to everything it was told.
//
// The rule for each: what was acknowledged is there. Of what was sent and not acknowledged nothing is known but that it is there whole or
// not at all; the clients below have at most one command (or one pipeline of commands) in that state when the connection ends.

using ActorKv.Acceptance.Tests.Harness;
using ActorKv.Protocol;

namespace ActorKv.Acceptance.Tests.Crashes;

internal abstract class CrashClient
{
    /// <summary>Commands until the connection ends; calls <paramref name="acknowledged"/> for every one that was answered.</summary>
    public void WorkUntilTheEnd(int port, Action acknowledged)
    {
        try
        {
            using RespClient client = new(port);
            while (true)
            {
                Step(client);
                acknowledged();
            }
        }
        catch (ConnectionLostException)
        {
            // The crash this client waits for.
        }
    }

    /// <summary>Asks a server that came back. Fails the test when it contradicts what this client was told; then takes what it finds as known.</summary>
    public abstract void Verify(RespClient client);

    protected abstract void Step(RespClient client);

    protected static long Number(Reply reply) => reply.Kind == ReplyKind.Null ? 0 : long.Parse(reply.Text);

    /// <summary>The reply of a command that must succeed: an error fails the test, it is no crash.</summary>
    protected static Reply Good(Reply reply) =>
        reply.Kind == ReplyKind.Error ? throw new InvalidOperationException($"The server answered {reply}.") : reply;
}
