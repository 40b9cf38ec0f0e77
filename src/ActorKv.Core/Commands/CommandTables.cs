// The groups of commands over keys. A host starts from this table and adds the commands that are about sessions and the server.

using ActorKv.Core.Commands.Bitmaps;
using ActorKv.Core.Commands.Generic;
using ActorKv.Core.Commands.Geo;
using ActorKv.Core.Commands.Hashes;
using ActorKv.Core.Commands.HyperLogLogs;
using ActorKv.Core.Commands.Lists;
using ActorKv.Core.Commands.Scripting;
using ActorKv.Core.Commands.Server;
using ActorKv.Core.Commands.Sets;
using ActorKv.Core.Commands.SortedSets;
using ActorKv.Core.Commands.Streams;
using ActorKv.Core.Commands.Strings;

namespace ActorKv.Core.Commands;

internal static class CommandTables
{
    /// <summary>A new table of all commands over keys.</summary>
    public static CommandTable CreateKeyCommands() => new CommandTable()
        .AddBitmaps()
        .AddGeneric()
        .AddGeo()
        .AddHashes()
        .AddHyperLogLogs()
        .AddLists()
        .AddScriptingEffects()
        .AddServer()
        .AddSets()
        .AddSortedSets()
        .AddStreams()
        .AddStrings();
}
