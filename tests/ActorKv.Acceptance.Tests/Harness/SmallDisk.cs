namespace ActorKv.Acceptance.Tests.Harness;

/// <summary>A file system of a few MiB, in memory, for a disk that fills up. Needs root.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TempDirectory _mountPoint = new();

    public SmallDisk(int mebibytes) => Tool.Run("mount", "-t", "tmpfs", "-o", $"size={mebibytes}m", "actorkv-test", Path).Succeeded();

    public string Path => _mountPoint.Path;

    public string this[string name] => _mountPoint[name];

    public void Dispose()
    {
        Tool.Run("umount", Path).Succeeded();
        _mountPoint.Dispose();
    }
}
