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

    /// <summary>Changes one bit where the file holds these bytes.</summary>
    public void FlipByteOf(string name, ReadOnlySpan<byte> bytes)
    {
        byte[] content = File.ReadAllBytes(this[name]);
        int at = content.AsSpan().IndexOf(bytes);
        Assert.True(at >= 0);
        content[at] ^= 1;
        File.WriteAllBytes(this[name], content);
    }

    /// <summary>Changes a database behind the back of its owner.</summary>
    public static void Run(string path, string sql)
    {
        using SqliteDatabase database = SqliteDatabase.Open(path);
        database.Execute(sql);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
