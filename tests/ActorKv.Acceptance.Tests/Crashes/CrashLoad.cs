// Many clients against one server until it is killed: by the count of what was acknowledged, so that neither clock nor machine decide how far it
// came, or when somebody says so.

using ActorKv.Acceptance.Tests.Harness;

namespace ActorKv.Acceptance.Tests.Crashes;

internal static class CrashLoad
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Lets the clients work, and kills the server (-9) when <paramref name="steps"/> of their steps were acknowledged.</summary>
    public static void KillAfter(RespServer server, IReadOnlyList<CrashClient> clients, int steps)
    {
        using ManualResetEventSlim reached = new();
        int acknowledged = 0;
        Run(server, clients, Count, () => Assert.True(reached.Wait(Patience), $"Only {acknowledged} of {steps} steps were acknowledged.\n{server.Output}"));

        void Count()
        {
            if (Interlocked.Increment(ref acknowledged) == steps) reached.Set();
        }
    }

    /// <summary>Lets the clients work while <paramref name="wait"/> runs, and kills the server (-9) then.</summary>
    public static void Run(RespServer server, IReadOnlyList<CrashClient> clients, Action acknowledged, Action wait)
    {
        Task[] work = [.. clients.Select(client => Task.Factory.StartNew(() => client.WorkUntilTheEnd(server.Port, acknowledged), TaskCreationOptions.LongRunning))];
        try
        {
            wait();
        }
        finally
        {
            server.Kill();
        }
        Assert.True(Task.WaitAll(work, Patience), "A client has not noticed the crash.");
    }
}
