namespace ActorKv.Core.Commands.Bitmaps;

/// <summary>The bitmap commands: they look at strings bit by bit.</summary>
internal static class BitmapCommands
{
    public static CommandTable AddBitmaps(this CommandTable table) => table
        .Add<BitCountCommand>()
        .Add<BitFieldCommand>()
        .Add<BitFieldRoCommand>()
        .Add<BitOpCommand>()
        .Add<BitPosCommand>()
        .Add<GetBitCommand>()
        .Add<SetBitCommand>();
}
