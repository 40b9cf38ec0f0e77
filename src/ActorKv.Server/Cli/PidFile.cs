// The file that says which process the server is. It is written when the server is ready and removed when it ends, unless another
// process has put its own number there meanwhile.

using System.Globalization;

namespace ActorKv.Server.Cli;

internal sealed class PidFile : IDisposable
{
    private readonly string _path;
    private readonly string _content = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);

    private PidFile(string path) => _path = Path.GetFullPath(path);

    /// <summary>Writes the file. Null, with the reason, when that cannot be: worth a warning, not the server's end, as in Redis.</summary>
    public static PidFile? TryWrite(string path, out string error)
    {
        PidFile file = new(path);
        try
        {
            File.WriteAllText(file._path, file._content + "\n");
            error = "";
            return file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error = e.Message;
            return null;
        }
    }

    public void Dispose()
    {
        try
        {
            if (File.Exists(_path) && File.ReadAllText(_path).Trim() == _content) File.Delete(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"The pid file '{_path}' could not be removed: {e.Message}");
        }
    }
}
