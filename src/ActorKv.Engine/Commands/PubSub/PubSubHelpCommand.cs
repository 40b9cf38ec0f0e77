// PUBSUB HELP
//
// Lists the subcommands, a line of syntax each with a line or two on what it does.

using ActorKv.Core.Commands;
using ActorKv.Core.Commands.Shared;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.PubSub;

internal sealed class PubSubHelpCommand : ISessionCommand
{
    public static CommandSpec Spec { get; } = new("HELP")
    {
        Group = CommandGroup.PubSub, Since = "6.2.0", Complexity = "O(1)",
        Summary = "Lists the subcommands of PUBSUB.",
        Arity = 2, Flags = CommandFlags.Loading | CommandFlags.Stale,
    };

    public static void Execute(ref ArgReader args, Session session) => HelpText.Reply(session.Reply, "PUBSUB",
        "CHANNELS [<pattern>]",
        "    The channels that have subscribers: all, or those that fit.",
        "NUMPAT",
        "    How many patterns have subscribers.",
        "NUMSUB [<channel> ...]",
        "    How many have subscribed to each of the channels by its name.",
        "SHARDCHANNELS [<pattern>]",
        "    The shard channels that have subscribers: all, or those that fit.",
        "SHARDNUMSUB [<shardchannel> ...]",
        "    How many have subscribed to each of the shard channels.");
}
