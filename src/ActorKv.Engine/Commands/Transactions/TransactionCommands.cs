using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Transactions;

/// <summary>The commands of Redis' group "transactions".</summary>
internal static class TransactionCommands
{
    public static CommandTable AddTransactions(this CommandTable table) => table
        .AddSession<MultiCommand>()
        .AddTurn<ExecCommand>()
        .AddSession<DiscardCommand>()
        .AddTurn<WatchCommand>()
        .AddSession<UnwatchCommand>();
}
