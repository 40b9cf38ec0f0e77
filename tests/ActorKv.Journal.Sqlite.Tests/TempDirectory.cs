namespace ActorKv.Journal.Sqlite.Tests;

/// <summary>A directory of its own for a test, gone afterwards.</summary>
internal sealed class TempDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("actorkv-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>What a crash now would leave: a copy of the files as they are, while they are open.</summary>
    public TempDirectory CrashImage()
    {
        var image = new TempDirectory();
        foreach (string file in Directory.EnumerateFiles(Path))
        {
            string name = System.IO.Path.GetFileName(file);
            // The lock is held; and shared memory does not outlive the machine.
            if (name is "lock" or "lock.pid" || name.EndsWith("-shm", StringComparison.Ordinal)) continue;
            File.Copy(file, image[name]);
        }
        return image;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
