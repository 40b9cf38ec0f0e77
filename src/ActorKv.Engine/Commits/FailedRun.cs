namespace ActorKv.Engine.Commits;

/// <summary>Turns that are not in the journal, or perhaps not, by their LSNs in memory.</summary>
/// <param name="First">The first.</param>
/// <param name="Last">The last.</param>
/// <param name="Reason">Why.</param>
/// <param name="Error">What their clients are told instead of their replies: a whole error reply.</param>
internal readonly record struct FailedRun(long First, long Last, string Reason, string Error);
