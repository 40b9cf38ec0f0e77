// What runs a front session: a stage of a stream, or an actor. Everything of the session happens there, one thing at a time.

using Akka.Actor;

namespace ActorKv.Akka.Front;

internal interface IFrontHost
{
    /// <summary>Who gets the answers of key shards, and passes them to <see cref="FrontSession.OnAnswer"/>.</summary>
    IActorRef Self { get; }

    /// <summary>Performs <paramref name="step"/> among the host's other work, and looks then at what the session has become. From any thread.</summary>
    void Post(Action step);
}
