// Keeps a second server out of a data directory.
//
// The lock is the operating system's, on an open file (`lock`): it vanishes with the process however that ends, and the file that stays
// behind means nothing. On Linux an open for exclusive use cannot be read by others through .NET, so who holds it stands in a file beside.

using System.Globalization;
using ActorKv.Engine.Commits;

namespace ActorKv.Journal.Sqlite;

internal sealed class DirectoryLock : IDisposable
{
    private readonly FileStream _file;

    private DirectoryLock(FileStream file) => _file = file;

    public static DirectoryLock Take(string directory)
    {
        string path = Path.Combine(directory, "lock");
        string holder = Path.Combine(directory, "lock.pid");
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException e) when (IsHeld(e))
        {
            throw new JournalException($"The data directory {directory} is in use by {HolderIn(holder)}: stop it, or choose another directory.", e);
        }
        try
        {
            File.WriteAllText(holder, Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n");
            return new DirectoryLock(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Dispose() => _file.Dispose();

    // EWOULDBLOCK on Linux (11) and macOS (35), ERROR_SHARING_VIOLATION on Windows; .NET has no exception of its own for it.
    private static bool IsHeld(IOException e) => e.GetType() == typeof(IOException) && (e.HResult is 11 or 35 or unchecked((int)0x80070020));

    private static string HolderIn(string path)
    {
        try
        {
            return int.TryParse(File.ReadAllText(path), NumberStyles.Integer, CultureInfo.InvariantCulture, out int pid)
                ? $"process {pid}"
                : "another process";
        }
        catch (IOException)
        {
            return "another process";
        }
    }
}
