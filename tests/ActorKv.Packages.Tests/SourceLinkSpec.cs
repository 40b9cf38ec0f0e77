// A checkout that came from somewhere: the symbols say where its sources are, at the commit they were built from.

using System.IO.Compression;
using System.Reflection.Metadata;
using ActorKv.Acceptance.Tests.Harness;

namespace ActorKv.Packages.Tests;

public sealed class SourceLinkSpec : IDisposable
{
    private readonly TempDirectory _checkout = new();

    public void Dispose() => _checkout.Dispose();

    [RequiresFact(Needs.Git)]
    public void Symbols_lead_to_the_sources_of_the_commit_at_the_origin()
    {
        string[] files = ["Directory.Build.props", "Directory.Packages.props", "global.json", ".editorconfig", "src/Directory.Build.props", "src/Directory.Build.targets"];
        Directory.CreateDirectory(_checkout["src/ActorKv.Protocol"]);
        foreach (string file in files.Concat(Directory.EnumerateFiles(Path.Combine(Dotnet.Root, "src/ActorKv.Protocol")).Select(path => Path.GetRelativePath(Dotnet.Root, path))))
            File.Copy(Path.Combine(Dotnet.Root, file), _checkout[file]);
        Git("init", "-q");
        Git("remote", "add", "origin", "https://github.com/someone/actorkv.git");
        Git("add", ".");
        Git("-c", "user.name=test", "-c", "user.email=test@localhost", "-c", "commit.gpgsign=false", "commit", "-q", "-m", "all");
        string commit = Git("rev-parse", "HEAD").Trim();

        Dotnet.Run(_checkout.Path, null, "pack", "src/ActorKv.Protocol", "--configuration", "Release", "--output", _checkout["out"],
            "--verbosity", "quiet", "-property:RunAnalyzers=false");

        using ZipArchive symbols = ZipFile.OpenRead(Directory.EnumerateFiles(_checkout["out"], "*.snupkg").Single());
        using MemoryStream bytes = new();
        using (Stream entry = symbols.GetEntry("lib/net10.0/ActorKv.Protocol.pdb")!.Open()) entry.CopyTo(bytes);
        bytes.Position = 0;
        using MetadataReaderProvider pdb = MetadataReaderProvider.FromPortablePdbStream(bytes);
        Assert.Contains($"https://raw.githubusercontent.com/someone/actorkv/{commit}/*", Symbols.SourceLink(pdb.GetMetadataReader()) ?? "", StringComparison.Ordinal);
        Assert.All(Symbols.Paths(pdb.GetMetadataReader()), path => Assert.StartsWith("/_/", path, StringComparison.Ordinal));
        using ZipArchive package = ZipFile.OpenRead(Directory.EnumerateFiles(_checkout["out"], "*.nupkg").Single());
        Assert.Equal(commit, PackedSolution.Metadata(package).Element("repository")?.Attribute("commit")?.Value);
    }

    private string Git(params string[] arguments) => Dotnet.Run("git", _checkout.Path, null, arguments);
}
