// The server as a .NET tool: installed from the packed folder, it serves.

using System.IO.Compression;
using System.Xml.Linq;
using ActorKv.Acceptance.Tests.Harness;

namespace ActorKv.Packages.Tests;

[Collection(PackageCollection.Name)]
public sealed class ToolSpec(PackedSolution packed)
{
    [Fact]
    public void The_tool_has_native_libraries_for_systems_that_run_servers()
    {
        using ZipArchive package = packed.Open("actorkv");

        Assert.Equal("DotnetTool", PackedSolution.Metadata(package).Descendants("packageType").Single().Attribute("name")!.Value);
        string[] systems = [.. package.Entries.Select(entry => entry.FullName.Split("/runtimes/")).Where(parts => parts.Length == 2)
            .Select(parts => parts[1].Split('/')[0]).Distinct()];
        Assert.Empty(new[] { "linux-x64", "linux-arm64", "linux-musl-x64", "osx", "osx-arm64", "win-x64", "win-arm64" }.Except(systems));
        Assert.DoesNotContain(systems, name => name.StartsWith("android", StringComparison.Ordinal) || name.StartsWith("ios", StringComparison.Ordinal));
    }

    [Fact]
    public void The_installed_tool_serves_Redis_clients_and_runs_Lua()
    {
        string tools = packed.NewDirectory("tools"), data = packed.NewDirectory("data");
        using (ZipArchive package = packed.Open("actorkv"))
        {
            string version = PackedSolution.Metadata(package).Element("version")!.Value;
            Dotnet.Run(tools, packed.Installed, "tool", "install", "actorkv", "--tool-path", tools, "--version", version, "--configfile", packed.NugetConfig);
        }

        using RespServer server = RespServer.Of(Path.Combine(tools, "actorkv"), data).Start();
        using RespClient client = server.Connect();
        Assert.Equal("PONG", client.Do("PING").Text);
        Assert.Equal("OK", client.Do("SET", "k", "v").Text);
        Assert.Equal("v", client.Do("EVAL", "return redis.call('GET', KEYS[1])", 1, "k").Text);
        Assert.True(File.Exists(Path.Combine(data, "journal.db")));
        Assert.Equal(0, server.Terminate());
    }
}
