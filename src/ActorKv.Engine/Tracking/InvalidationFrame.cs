// "Forget this key", or all keys: a push in RESP3. A client that speaks RESP2 can only be told by way of another connection (REDIRECT), which
// has subscribed to a channel of a fixed name.

using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Tracking;

/// <param name="key">The key, null for all.</param>
/// <param name="redirected">True when the client that is told is not the one that reads.</param>
internal sealed class InvalidationFrame(byte[]? key, bool redirected) : PushFrame
{
    private const int Rest = 64;

    public override int Length => Rest + (key?.Length ?? 0);

    public override void WriteTo(Session session)
    {
        RespWriter output = session.Output;
        if (output.Version >= 3)
        {
            output.Push(2);
            output.Bulk("invalidate"u8);
        }
        else if (redirected && session.IsSubscribed)
        {
            output.Array(3);
            output.Bulk("message"u8);
            output.Bulk("__redis__:invalidate"u8);
        }
        else return;
        if (key is null)
        {
            output.Null();
            return;
        }
        output.Array(1);
        output.Bulk(key);
    }
}

/// <summary>"Whom you have redirected to is gone." Only RESP3 has a place for it.</summary>
internal sealed class BrokenRedirectFrame(long redirect) : PushFrame
{
    public override int Length => 64;

    public override void WriteTo(Session session)
    {
        if (session.Output.Version < 3) return;
        session.Output.Push(2);
        session.Output.Bulk("tracking-redir-broken"u8);
        session.Output.Integer(redirect);
    }
}
