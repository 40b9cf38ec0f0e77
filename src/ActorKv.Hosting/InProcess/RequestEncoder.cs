// A command's words, as the engine reads them: ranges of one buffer. A value of some size gets an array of its own, which the engine may keep
// as it is, so that it is copied once.

using System.Text;
using ActorKv.Protocol;

namespace ActorKv.Hosting.InProcess;

internal static class RequestEncoder
{
    private const int OwnArrayFrom = 16 * 1024;
    private const int KeptBytes = 64 * 1024;
    private const int FirstBytes = 256;

    /// <summary>Makes the request of a command, with its bytes in the buffer, which grows as needed.</summary>
    public static void Encode(in KvCommand command, Request request, ref byte[] buffer)
    {
        request.Clear();
        int at = EncodeName(command.Name, request, ref buffer);
        long own = 0;
        foreach (ref readonly KvValue value in command.Arguments)
        {
            int length = value.ByteCount;
            if (length >= OwnArrayFrom)
            {
                request.AddOwn(value.ToArray());
                own += length;
                continue;
            }
            if (buffer.Length - at < length) Array.Resize(ref buffer, Math.Max(buffer.Length * 2, at + length));
            value.CopyTo(buffer.AsSpan(at));
            request.AddRange(at, length);
            at += length;
        }
        request.WireLength = at + own;
        request.Rebase(buffer, 0);
    }

    /// <summary>Lets a buffer go that one command has made large.</summary>
    public static void Shrink(ref byte[] buffer)
    {
        if (buffer.Length > KeptBytes) buffer = [];
    }

    private static int EncodeName(string name, Request request, ref byte[] buffer)
    {
        int length = Encoding.UTF8.GetMaxByteCount(name.Length);
        if (buffer.Length < length) buffer = new byte[Math.Max(FirstBytes, length)];
        length = Encoding.UTF8.GetBytes(name, buffer);
        request.AddRange(0, length);
        return length;
    }
}
