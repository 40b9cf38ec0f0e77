// Waits for what nobody tells of, by looking again and again. Where there is an event to wait for, wait for that.
//
// Looks are some time apart: who looks all the time takes from others the processor on which it would come about.

using System.Diagnostics;

namespace ActorKv.Acceptance.Tests.Harness;

internal static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10), Patience = TimeSpan.FromMinutes(1);

    /// <summary>Completes when the condition is met. Fails the test when it is not within a minute.</summary>
    /// <param name="condition">Looked at on any thread, and never twice at a time.</param>
    /// <param name="otherwise">What to say when it is not met.</param>
    public static async Task Holds(Func<bool> condition, Func<string>? otherwise = null)
    {
        long began = Stopwatch.GetTimestamp();
        using PeriodicTimer pauses = new(Pause);
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(began) > Patience) Assert.Fail(otherwise?.Invoke() ?? "What was waited for has not come about.");
            await pauses.WaitForNextTickAsync().ConfigureAwait(false);
        }
    }
}
