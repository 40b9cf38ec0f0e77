using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Modules;

/// <summary>MODULE and its subcommands.</summary>
internal static class ModuleCommands
{
    public static CommandTable AddModules(this CommandTable table) => table
        .Add(new Command(ModuleCommand.Spec))
        .AddSessionTo<ModuleHelpCommand>("MODULE")
        .AddSessionTo<ModuleListCommand>("MODULE")
        .AddSessionTo<ModuleLoadCommand>("MODULE")
        .AddSessionTo<ModuleLoadExCommand>("MODULE")
        .AddSessionTo<ModuleUnloadCommand>("MODULE");
}
