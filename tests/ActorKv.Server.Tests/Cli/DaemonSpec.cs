// The parent's half of going to the background, with a shell script as the child. The child's half needs a whole process: the acceptance
// tests start `actorkv --daemonize yes`.

using System.Diagnostics;
using System.Globalization;
using ActorKv.Engine.Tests;
using ActorKv.Server.Cli;

namespace ActorKv.Server.Tests.Cli;

public sealed class DaemonSpec : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _folder.Dispose();
        _error.Dispose();
    }

    [Fact]
    public void The_parent_ends_with_0_when_the_child_is_ready_and_the_child_goes_on()
    {
        string fifo = _folder.File("go-on");
        string pid = _folder.File("pid");
        Assert.Equal(0, Launch($"mkfifo {fifo}; echo $$ > {pid}; echo some log line; echo '{Daemon.ReadyLine}'; exec 1>&- 2>&-; read line < {fifo}"));
        Assert.Equal("", _error.ToString());

        using Process child = Process.GetProcessById(int.Parse(File.ReadAllText(pid), CultureInfo.InvariantCulture));
        Assert.False(child.HasExited);
        File.WriteAllText(fifo, "end\n");
        child.WaitForExit();
    }

    [Fact]
    public void The_parent_ends_with_1_and_what_the_child_said_when_it_fails()
    {
        Assert.Equal(1, Launch("echo loading; echo 'no such directory' >&2; exit 3"));
        string said = _error.ToString().ReplaceLineEndings("\n");
        Assert.Contains("loading\n", said, StringComparison.Ordinal);
        Assert.Contains("no such directory\n", said, StringComparison.Ordinal);
        Assert.EndsWith("The server ended with code 3 before it was ready.\n", said, StringComparison.Ordinal);
    }

    [Fact]
    public void The_child_gets_the_configuration_from_standard_input_and_the_mark()
    {
        string file = _folder.File("seen");
        Assert.Equal(0, Launch($"cat > {file}; echo ${Daemon.Marker} >> {file}; echo '{Daemon.ReadyLine}'", "port 7000\n"));
        Assert.Equal("port 7000\n1\n", File.ReadAllText(file));
    }

    [Fact]
    public void A_child_that_ends_without_reading_its_input_is_told_as_it_is()
    {
        Assert.Equal(1, Launch("exit 4", new string('x', 1_000_000)));
        Assert.Contains("ended with code 4", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_process_that_nobody_launched_stays_where_it_is()
    {
        Assert.False(Daemon.IsChild);
        Assert.Throws<InvalidOperationException>(Daemon.Detach);
    }

    private int Launch(string script, string? standardInput = null)
    {
        ProcessStartInfo start = new("/bin/sh");
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(script);
        return Daemon.Launch(start, standardInput, _error);
    }
}
