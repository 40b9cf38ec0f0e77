// The files that run the server in containers, in Kubernetes and under systemd speak of it as it is: every parameter, option and port that they name
// is one of this program. Whether they are good Compose, Kubernetes and systemd files is checked by those tools: docs/operations/cluster.md.

using System.Globalization;
using System.Text.RegularExpressions;
using ActorKv.Engine.Configuration;
using ActorKv.Engine.Tests;
using ActorKv.Server.Cli;
using ActorKv.Server.Configuration;

namespace ActorKv.Server.Tests;

public sealed partial class DeploySpec
{
    private const int LinkPort = 16379;

    private static readonly string[] s_files =
    [
        "docker-compose.yml",
        .. Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "deploy"), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(SourceTree.Root, file)),
    ];

    public static TheoryData<string> Files => [.. s_files];

    [Theory, MemberData(nameof(Files))]
    public void Variables_are_parameters(string file)
    {
        ServerParameters parameters = new();
        Assert.All(Variable().Matches(Text(file)).Select(match => match.Value).Distinct(), variable =>
            Assert.NotNull(parameters.Find(variable[EnvironmentVariables.Prefix.Length..].ToLowerInvariant().Replace('_', '-'))));
    }

    [Theory, MemberData(nameof(Files))]
    public void Values_of_variables_are_accepted(string file)
    {
        ServerParameters parameters = new();
        EnvironmentVariables.Load(Assigned().Matches(Text(file)).Select(match => KeyValuePair.Create(match.Groups[1].Value, match.Groups["value"].Value)).DistinctBy(pair => pair.Key), parameters);
        Assert.True(parameters.Options.ClusterEnabled || parameters.Options.Journal == JournalMedium.Sqlite);
    }

    [Theory, MemberData(nameof(Files))]
    public void Options_behind_the_program_are_known(string file)
    {
        ServerParameters parameters = new();
        Assert.All(Command().Matches(Text(file)).SelectMany(command => Option().Matches(command.Value)).Select(option => option.Value), option =>
            Assert.True(option == HealthCheck.Option || parameters.Find(option[2..]) is not null, $"{option} is no option of actorkv"));
    }

    [Theory, MemberData(nameof(Files))]
    public void Ports_are_those_of_clients_and_of_links(string file)
    {
        int clients = new ServerOptions().Port;
        Assert.Equal(LinkPort, clients + 10_000);
        Assert.All(Ports().Matches(Text(file)).SelectMany(match => match.Groups[1].Value.Split(' ')), port =>
            Assert.Contains(int.Parse(port, CultureInfo.InvariantCulture), new[] { clients, LinkPort }));
    }

    [Fact]
    public void Each_file_that_runs_the_server_is_looked_at()
    {
        string all = string.Concat(s_files.Select(Text));
        Assert.Equal(5, Command().Count(all) - 1);
        Assert.Contains("ExecStart=/usr/bin/actorkv", all, StringComparison.Ordinal);
        Assert.Contains("containerPort: 16379", all, StringComparison.Ordinal);
    }

    private static string Text(string file) => File.ReadAllText(Path.Combine(SourceTree.Root, file));

    [GeneratedRegex("ACTORKV_[A-Z_]+")]
    private static partial Regex Variable();

    // YAML, a list of name and value in Kubernetes, and NAME=value of Dockerfile and systemd; not what a reference is resolved to elsewhere.
    [GeneratedRegex("""(ACTORKV_[A-Z_]+)(?:(?:: *|\n +value: )"?(?<value>[^"$\s][^"$\n]*)|=(?<value>[^"$\s…]+))""")]
    private static partial Regex Assigned();

    [GeneratedRegex(@"(?:\[""/app/actorkv""[^\]]*\]|ExecStart=/usr/bin/actorkv .*)")]
    private static partial Regex Command();

    [GeneratedRegex("--[a-z][a-z-]*")]
    private static partial Regex Option();

    [GeneratedRegex(@"(?:EXPOSE |[pP]ort: |:(?=\d+""\]))(\d[\d ]*)")]
    private static partial Regex Ports();
}
