using System.Globalization;
using ActorKv.Engine.Tests;
using ActorKv.Server.Cli;

namespace ActorKv.Server.Tests.Cli;

public sealed class PidFileSpec : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_file_holds_the_process_number_and_goes_at_the_end()
    {
        string path = _folder.File("a.pid");
        using (PidFile.TryWrite(path, out _))
            Assert.Equal(Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n", File.ReadAllText(path));
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void A_file_that_another_process_has_taken_over_stays()
    {
        string path = _folder.File("a.pid");
        using (PidFile.TryWrite(path, out _)) File.WriteAllText(path, "1\n");
        Assert.True(File.Exists(path));
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_told()
    {
        Assert.Null(PidFile.TryWrite(Path.Combine(_folder.Path, "nosuch", "a.pid"), out string error));
        Assert.NotEmpty(error);
    }
}
