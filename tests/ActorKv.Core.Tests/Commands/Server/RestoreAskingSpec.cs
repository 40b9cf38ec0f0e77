// RESTORE-ASKING is RESTORE under another name, and logs what RESTORE logs.

using System.Text;

namespace ActorKv.Core.Tests.Commands.Server;

public sealed class RestoreAskingSpec
{
    [Fact]
    public void RESTORE_ASKING_takes_what_DUMP_gave()
    {
        using Kv kv = new();
        kv.Run("SET k abc");
        byte[] payload = Encoding.Latin1.GetBytes(kv.Run("DUMP k").Text);
        // RESTORE-ASKING, and its arguments as bytes.
        kv.Run("RESTORE-ASKING"u8.ToArray(), "l"u8.ToArray(), "0"u8.ToArray(), payload).Replies("OK");
        kv.Run("GET l").Replies("abc");
    }
}
