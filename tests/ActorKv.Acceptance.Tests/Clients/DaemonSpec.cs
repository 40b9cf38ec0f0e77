using System.Diagnostics;
using ActorKv.Acceptance.Tests.Harness;

namespace ActorKv.Acceptance.Tests.Clients;

public sealed class DaemonSpec
{
    [RequiresFact(Needs.RedisTools)]
    public void After_actorkv_daemonize_yes_redis_cli_ping_answers_PONG()
    {
        using TempDirectory directory = new();
        string port = $"{RespServer.FreePort()}", pidFile = directory["actorkv.pid"];

        Tool.Run(TestPaths.ServerExecutable, "--daemonize", "yes", "--port", port, "--dir", directory["data"], "--pidfile", pidFile).Succeeded();

        using Process daemon = Process.GetProcessById(int.Parse(File.ReadAllText(pidFile)));
        try
        {
            Assert.Equal("PONG\n", Tool.Run("redis-cli", "-p", port, "ping").Succeeded());
            Assert.Equal("OK\n", Tool.Run("redis-cli", "-p", port, "set", "k", "v").Succeeded());
            Tool.Run("redis-cli", "-p", port, "shutdown").Succeeded();
            Assert.True(daemon.WaitForExit(TimeSpan.FromMinutes(1)), "SHUTDOWN did not end the daemon.");
            Assert.False(File.Exists(pidFile), "The pid file outlived the daemon.");
        }
        finally
        {
            if (!daemon.HasExited) daemon.Kill();
        }
    }

    [Fact]
    public void A_daemon_that_cannot_start_tells_its_parent()
    {
        using TempDirectory directory = new();
        using RespServer first = RespServer.StartActorKv(directory.Path);

        ToolResult second = Tool.Run(TestPaths.ServerExecutable, "--daemonize", "yes", "--port", $"{RespServer.FreePort()}", "--dir", directory.Path);

        Assert.Equal(1, second.ExitCode);
        Assert.Contains("is in use by process", second.Output);
    }
}
