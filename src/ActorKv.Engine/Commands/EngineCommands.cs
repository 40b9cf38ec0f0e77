// The groups of commands that are about sessions and the server.

using ActorKv.Core.Commands;
using ActorKv.Engine.Commands.Acl;
using ActorKv.Engine.Commands.Changes;
using ActorKv.Engine.Commands.Cluster;
using ActorKv.Engine.Commands.Connection;
using ActorKv.Engine.Commands.Generic;
using ActorKv.Engine.Commands.Introspection;
using ActorKv.Engine.Commands.Latency;
using ActorKv.Engine.Commands.Modules;
using ActorKv.Engine.Commands.PubSub;
using ActorKv.Engine.Commands.Replication;
using ActorKv.Engine.Commands.Scripting;
using ActorKv.Engine.Commands.Server;
using ActorKv.Engine.Commands.Slowlog;
using ActorKv.Engine.Commands.Transactions;

namespace ActorKv.Engine.Commands;

internal static class EngineCommands
{
    /// <summary>Everything that a store answers: commands over keys, and those about sessions and the server.</summary>
    public static CommandTable CreateAll() => CommandTables.CreateKeyCommands().AddEngineCommands();

    /// <summary>Adds the commands about sessions and the server to a table of commands over keys.</summary>
    public static CommandTable AddEngineCommands(this CommandTable table) => table
        .AddAcl()
        .AddConnection()
        .AddIntrospection()
        .AddTransactions()
        .AddWaiting()
        .AddPubSub()
        .AddScripting()
        .AddServerControl()
        .AddChanges()
        .AddCluster()
        .AddLatency()
        .AddModules()
        .AddReplication()
        .AddSlowlog();
}
