// What a program changes of the options that the configuration states. Part of an ActorSystemSetup.

using Akka.Actor.Setup;

namespace ActorKv.Akka.Hosting;

internal sealed class ActorKvSetup(Action<ActorKvOptions>? configure) : Setup
{
    public Action<ActorKvOptions>? Configure { get; } = configure;
}
