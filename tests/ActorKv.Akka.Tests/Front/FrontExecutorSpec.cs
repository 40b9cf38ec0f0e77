using ActorKv.Akka.Front;
using Akka.Dispatch;

namespace ActorKv.Akka.Tests.Front;

public sealed class FrontExecutorSpec
{
    private readonly FrontExecutor _executor = new("test");

    [Fact]
    public void What_is_told_to_run_here_has_run_before_the_teller_goes_on()
    {
        int ranOn = 0;
        FrontExecutor.RunHere(() => _executor.Execute(new Run(() => ranOn = Environment.CurrentManagedThreadId)));
        Assert.Equal(Environment.CurrentManagedThreadId, ranOn);
    }

    [Fact]
    public async Task What_that_tells_others_does_not_run_inside_it()
    {
        TaskCompletionSource<bool> inner = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using ManualResetEventSlim outerIsOver = new();
        FrontExecutor.RunHere(() => _executor.Execute(new Run(() =>
            // Inside the one that it waits for, it would wait in vain.
            _executor.Execute(new Run(() => inner.SetResult(outerIsOver.Wait(TimeSpan.FromSeconds(30))))))));
        outerIsOver.Set();
        Assert.True(await inner.Task);
    }

    [Fact]
    public async Task Whatever_else_is_executed_runs_in_the_thread_pool()
    {
        TaskCompletionSource<bool> pooled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        FrontExecutor.RunHere(() => { });
        _executor.Execute(new Run(() => pooled.SetResult(Thread.CurrentThread.IsThreadPoolThread)));
        Assert.True(await pooled.Task.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    private sealed class Run(Action action) : IRunnable
    {
        void IRunnable.Run() => action();

        public void Execute() => action();
    }
}
