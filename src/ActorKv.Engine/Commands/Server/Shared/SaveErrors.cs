// Error replies of the commands that ask for saves, byte for byte as redis-server 7.0.15 gives them.

namespace ActorKv.Engine.Commands.Server.Shared;

internal static class SaveErrors
{
    public static ReadOnlySpan<byte> AlreadySaving => "ERR Background save already in progress"u8;

    public static ReadOnlySpan<byte> AlreadyRewriting => "ERR Background append only file rewriting already in progress"u8;

    public static ReadOnlySpan<byte> OtherUnderWay => "ERR Another child process is active (AOF?): can't BGSAVE right now. "u8 +
        "Use BGSAVE SCHEDULE in order to schedule a BGSAVE whenever possible."u8;
}
