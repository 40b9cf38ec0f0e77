// The link of a node to itself: frames pass as they would over a socket, on the loop of the links, but nothing can get lost.

using ActorKv.Cluster.Routing;
using ActorKv.Engine.Clustering;
using ActorKv.Tcp;

namespace ActorKv.Cluster.Links;

internal sealed class LoopbackLink : Link
{
    private const long MostPending = 16 * 1024 * 1024;

    private readonly EventLoop _loop;
    private readonly ServedSessions _served;
    private long _pending;

    public LoopbackLink(ClusterLinks links) : base(links.Cluster.Myself)
    {
        _loop = links.Loop;
        _served = new ServedSessions(links, Reply, NotHere);
        Open();
    }

    public override bool IsFull => Volatile.Read(ref _pending) > MostPending;

    protected override long Transmit(LinkFrameKind kind, ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
    {
        byte[] frame = [.. head, .. body];
        Interlocked.Add(ref _pending, frame.Length);
        _loop.Post(() =>
        {
            Interlocked.Add(ref _pending, -frame.Length);
            _served.OnFrame(kind, frame, 0, frame.Length);
        });
        return 0;
    }

    private void Reply(long id, byte[] reply) => Answer(id, Answered.Reply, reply);

    private void NotHere(long id) => Answer(id, Answered.NotHere, []);
}
