namespace ActorKv.Engine.Commits;

/// <summary>Turns that were taken back because the journal refused them, by their LSNs in memory.</summary>
internal readonly record struct FailedRun(long First, long Last, string Reason);
