// A line that is the same in both protocol versions: what MONITOR shows.

using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.PubSub;

internal sealed class LineFrame(byte[] line) : PushFrame
{
    public override int Length => line.Length;

    public override void WriteTo(Session session) => session.Output.Raw(line);
}
