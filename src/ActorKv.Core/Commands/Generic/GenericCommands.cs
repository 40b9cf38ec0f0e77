namespace ActorKv.Core.Commands.Generic;

/// <summary>The commands over keys of any type.</summary>
internal static class GenericCommands
{
    public static CommandTable AddGeneric(this CommandTable table) => table
        .Add<CopyCommand>()
        .Add<DelCommand>()
        .Add<DumpCommand>()
        .Add<ExistsCommand>()
        .Add<ExpireCommand>()
        .Add<ExpireAtCommand>()
        .Add<ExpireTimeCommand>()
        .Add<KeysCommand>()
        .Add<MoveCommand>()
        .Add(new Command(ObjectCommand.Spec))
        .AddTo<ObjectEncodingCommand>("OBJECT")
        .AddTo<ObjectFreqCommand>("OBJECT")
        .AddTo<ObjectHelpCommand>("OBJECT")
        .AddTo<ObjectIdleTimeCommand>("OBJECT")
        .AddTo<ObjectRefCountCommand>("OBJECT")
        .Add<PersistCommand>()
        .Add<PExpireCommand>()
        .Add<PExpireAtCommand>()
        .Add<PExpireTimeCommand>()
        .Add<PTtlCommand>()
        .Add<PutCommand>()
        .Add<RandomKeyCommand>()
        .Add<RenameCommand>()
        .Add<RenameNxCommand>()
        .Add<RestoreCommand>()
        .Add<ScanCommand>()
        .Add<SortCommand>()
        .Add<SortRoCommand>()
        .Add<TouchCommand>()
        .Add<TtlCommand>()
        .Add<TypeCommand>()
        .Add<UnlinkCommand>();
}
