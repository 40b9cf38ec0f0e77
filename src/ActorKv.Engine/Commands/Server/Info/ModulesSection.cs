// INFO modules: there are none. The title stands nevertheless, as in Redis.

namespace ActorKv.Engine.Commands.Server.Info;

internal static class ModulesSection
{
    public static InfoSection Section { get; } = new("Modules", (_, _) => { });
}
