// Whether effects are written. Persistence has two switches that may change at run time, as in Redis:
//   journalling (appendonly yes)   every turn's effects go to the journal
//   recording                      while a save is taken without a journal, effects are kept and become the save's tail, so that a save of
//                                  shards taken one by one is one moment all the same
// Effects are logged when either is on, and while keys are watched (ChangeFeed). A turn asks while it holds its shards (Logging), so a shard's
// snapshot and the log behind it never miss or double a turn, and who begins to watch a key misses no change of it.

namespace ActorKv.Engine;

internal sealed partial class Store
{
    private readonly Lock _logSwitch = new();
    private volatile bool _keeping;        // effects go to the journal, or to the tail of a save
    private volatile bool _logging;        // effects are written: _keeping, or somebody reads them as they come

    public bool IsJournalling { get; private set; }

    /// <summary>True when turns must write their effects. To be asked while holding the turn's shards.</summary>
    public bool Logging => _logging;

    /// <summary>Begins to record effects for the tail of a save.</summary>
    public void BeginRecording() => Keep(true);

    /// <summary>Ends it, unless a journal goes on.</summary>
    public void EndRecording() => Keep(IsJournalling);

    /// <summary>Somebody begins, or ends, to read effects as they come.</summary>
    public void UpdateLogging()
    {
        lock (_logSwitch) _logging = _keeping || Changed.IsOn;
    }

    /// <summary>From here on effects go to the journal. Called by the save that the journal builds on.</summary>
    public void BeginJournalling()
    {
        Feed.Start();
        IsJournalling = true;
        Keep(true);
        Commits.Release();
    }

    /// <summary>From here on nothing is journalled: CONFIG SET appendonly no.</summary>
    public async Task EndJournallingAsync()
    {
        if (!IsJournalling) return;
        Keep(false);
        await Commits.FlushAsync();
        IsJournalling = false;
        Commits.Hold();
        Feed.Wake();
    }

    private void Keep(bool effects)
    {
        _keeping = effects;
        UpdateLogging();
    }
}
