// Histories that nobody lived through, written down by the specs of the checker, and what it has to say about them.

namespace ActorKv.Acceptance.Tests.Histories;

internal static class Forged
{
    /// <summary>An operation that was answered, of a client of its own.</summary>
    public static Operation Done(string name, string argument, long invoked, long returned, string? result) => new((int)invoked, name, argument, invoked, returned, result);

    /// <summary>One of unknown outcome, of a client of its own.</summary>
    public static Operation Unknown(string name, string argument, long invoked) => new((int)invoked, name, argument, invoked, Operation.Never, null);

    public static void Accepts(SequentialModel model, params Operation[] history) => Assert.Null(Linearizability.Explain(model, history));

    public static void Rejects(SequentialModel model, params Operation[] history) => Assert.NotNull(Linearizability.Explain(model, history));
}
