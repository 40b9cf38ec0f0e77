// Runs the streams of clients: on the thread that has read the client's socket, when that is who tells the stream, and else in .NET's thread pool.
//
//   event loop: bytes ─► RunHere ─► the stream's actor gets a message ─► Execute ─► its mailbox runs at once, and the loop goes on
//   key shard:  answer ─────────► the stream's actor gets a message ─► Execute ─► thread pool
//
// A hop to another thread costs more than what a stream does with a read. Only the first mailbox of a RunHere runs so: what that one tells others goes the
// ordinary way, so nothing nests, and what one client costs the others of its loop is bounded by the dispatcher's throughput. Nothing in a stream may block.

using Akka.Configuration;
using Akka.Dispatch;

namespace ActorKv.Akka.Front;

internal sealed class FrontExecutor(string id) : ExecutorService(id)
{
    [ThreadStatic]
    private static bool t_runsHere;

    /// <summary>Tells an actor something, which runs at once on this thread if the actor has this executor and is idle.</summary>
    public static void RunHere(Action tell)
    {
        t_runsHere = true;
        try
        {
            tell();
        }
        finally
        {
            t_runsHere = false;
        }
    }

    public override void Execute(IRunnable run)
    {
        if (t_runsHere)
        {
            t_runsHere = false;
            run.Run();
        }
        else ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: true);
    }

    public override void Shutdown()
    {
        // It has no threads of its own.
    }
}

/// <summary>What <c>executor</c> of a dispatcher names.</summary>
internal sealed class FrontExecutorConfigurator(Config config, IDispatcherPrerequisites prerequisites) : ExecutorServiceConfigurator(config, prerequisites)
{
    public override ExecutorService Produce(string id) => new FrontExecutor(id);
}
