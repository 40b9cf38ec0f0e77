// Commits over several connections pass side by side. Who has lost one of them and wants to know what became of it has the gate alone: finding out makes
// every statement fail that was prepared for the generation before (CommitConnection), so nobody else may be under way with one.

namespace ActorKv.Journal.Postgres.KeyShards;

/// <param name="most">How many may be inside at once.</param>
internal sealed class CommitGate(int most) : IDisposable
{
    private readonly SemaphoreSlim _passes = new(most);
    private readonly SemaphoreSlim _alone = new(1);

    public Task EnterAsync() => _passes.WaitAsync();

    public void Leave() => _passes.Release();

    /// <summary>Waits until everybody has left. Whoever comes waits until <see cref="LeaveAlone"/>.</summary>
    public async Task EnterAloneAsync()
    {
        await _alone.WaitAsync();
        for (int i = 0; i < most; i++) await _passes.WaitAsync();
    }

    public void LeaveAlone()
    {
        _passes.Release(most);
        _alone.Release();
    }

    public void Dispose()
    {
        _passes.Dispose();
        _alone.Dispose();
    }
}
