// Names that clients give themselves and their libraries: they stand in lines of fields parted by spaces, so they hold neither spaces nor
// anything that is no printable ASCII.

using System.Text;

namespace ActorKv.Engine.Commands.Connection.Shared;

internal static class ClientName
{
    public static ReadOnlySpan<byte> Invalid => "ERR Client names cannot contain spaces, newlines or special characters."u8;

    public static bool TryRead(ReadOnlySpan<byte> bytes, out string name)
    {
        name = "";
        if (bytes.ContainsAnyExceptInRange((byte)'!', (byte)'~')) return false;
        name = Encoding.ASCII.GetString(bytes);
        return true;
    }
}
