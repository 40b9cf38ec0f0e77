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
        TaskCompletionSource inner = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int outerThread = 0, innerThread = 0;
        using ManualResetEventSlim outerIsOver = new();
        FrontExecutor.RunHere(() => _executor.Execute(new Run(() =>
        {
            outerThread = Environment.CurrentManagedThreadId;
            _executor.Execute(new Run(() =>
            {
                // It would wait for ever on the thread of the one that is to end first.
                outerIsOver.Wait();
                innerThread = Environment.CurrentManagedThreadId;
                inner.SetResult();
            }));
        })));
        outerIsOver.Set();
        await inner.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.NotEqual(outerThread, innerThread);
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
