// Replaces a file as a whole: the new one is written beside it, goes to the disk, and takes its place by a rename. A crash leaves the one or
// the other. Who may read it stays as it was; a new file may be read by its owner alone, since there are passwords in it.

namespace ActorKv.Engine.Configuration;

internal static class SafeFile
{
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        string fresh = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = File.Exists(path) ? File.GetUnixFileMode(path) : UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (FileStream file = new(fresh, options))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }
            File.Move(fresh, path, overwrite: true);
        }
        finally
        {
            File.Delete(fresh);
        }
    }
}
