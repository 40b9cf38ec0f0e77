// CLIENT subcommand [arguments …]
//
// The container of the commands about connections: one's own, and those of others.

using ActorKv.Core.Commands;

namespace ActorKv.Engine.Commands.Connection;

internal static class ClientCommand
{
    public static CommandSpec Spec { get; } = new("CLIENT")
    {
        Group = CommandGroup.Connection, Since = "2.4.0", Complexity = "Depends on subcommand.",
        Summary = "Commands about connections.",
        Arity = -2,
        Subcommands =
        [
            ClientCachingCommand.Spec, ClientGetNameCommand.Spec, ClientGetRedirCommand.Spec, ClientHelpCommand.Spec, ClientIdCommand.Spec, ClientInfoCommand.Spec,
            ClientKillCommand.Spec, ClientListCommand.Spec, ClientNoEvictCommand.Spec, ClientNoTouchCommand.Spec, ClientPauseCommand.Spec,
            ClientReplyCommand.Spec, ClientSetInfoCommand.Spec, ClientSetNameCommand.Spec, ClientTrackingCommand.Spec, ClientTrackingInfoCommand.Spec,
            ClientUnblockCommand.Spec, ClientUnpauseCommand.Spec,
        ],
    };
}
