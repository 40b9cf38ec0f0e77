// The pushes for the sessions of one event loop, delivered by the loop once a round.
//
//   queue    m1 m2 m3 | m4 | …            a run: neighbouring frames for the same targets
//
// Each target of a run gets all of its frames, and is flushed. So a burst of messages on one channel costs each subscriber one send, and one
// output buffer serves all subscribers, one after the other. Only when the round has several runs are the connections flushed at its end, or
// when much has gathered: a connection in many runs is sent to once all the same.

using ActorKv.Engine.Sessions;

namespace ActorKv.Tcp;

internal sealed class LoopPushes(EventLoop loop) : PushQueue
{
    private bool _delivering;

    /// <summary>The frames being delivered.</summary>
    public List<PushFrame> Run { get; } = [];

    /// <summary>True when nothing but <see cref="Run"/> is delivered this round.</summary>
    public bool IsOnlyRun { get; private set; }

    /// <summary>Connections to be flushed at the end.</summary>
    public List<Connection> Touched { get; } = [];

    public override void Signal() => loop.Call();

    /// <summary>Delivers what has been posted before now. On the loop's thread.</summary>
    public void Deliver()
    {
        if (_delivering || Count == 0) return;
        _delivering = true;
        bool first = true;
        for (int left = Count; TakeRun(Run, ref left) is { } targets; first = false)
        {
            IsOnlyRun = first && left == 0;
            foreach (Session target in targets)
            {
                Connection connection = (Connection)target.Transport;
                loop.Perform(connection.DeliverStep, connection);
            }
            Run.Clear();
        }
        foreach (Connection connection in Touched)
        {
            connection.IsTouched = false;
            loop.Perform(connection.FlushStep, connection);
        }
        Touched.Clear();
        _delivering = false;
    }
}
