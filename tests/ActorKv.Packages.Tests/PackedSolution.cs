// What `dotnet pack` makes of the solution as it was built, once for all tests, in a folder that is a package source.
//
// The packages always have the version of the checkout, so nothing of them may enter the user's folder of packages, where NuGet would take
// them for the right ones the next time: who installs them here has a folder of his own for that.

using System.IO.Compression;
using System.Xml.Linq;
using ActorKv.Acceptance.Tests.Harness;

namespace ActorKv.Packages.Tests;

public sealed class PackedSolution : IDisposable
{
    private readonly TempDirectory _directory = new();

    public PackedSolution()
    {
        Dotnet.Run(Dotnet.Root, null, "pack", "ActorKv.sln", "--configuration", Dotnet.Configuration, "--no-build", "--output", Source, "--verbosity", "quiet");
        File.WriteAllText(_directory["nuget.config"], $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="packed" value="{Source}" />
                {OtherSources()}
              </packageSources>
              <packageSourceMapping>
                <clear />
                <packageSource key="packed"><package pattern="ActorKv*" /></packageSource>
                <packageSource key="others"><package pattern="*" /></packageSource>
                <packageSource key="nuget.org"><package pattern="*" /></packageSource>
              </packageSourceMapping>
            </configuration>
            """);
    }

    /// <summary>The folder of packages, and a package source.</summary>
    public string Source => _directory["source"];

    /// <summary>A configuration of NuGet that takes our packages from <see cref="Source"/> alone, and all others from where they can be had.</summary>
    public string NugetConfig => _directory["nuget.config"];

    /// <summary>A folder for packages that are installed.</summary>
    public string Installed => _directory["installed"];

    /// <summary>A new directory below that of the configuration.</summary>
    public string NewDirectory(string name) => Directory.CreateDirectory(_directory[name]).FullName;

    /// <summary>Names of the files in <see cref="Source"/> that end so.</summary>
    public IEnumerable<string> Files(string extension) => Directory.EnumerateFiles(Source, "*" + extension).Select(path => Path.GetFileName(path)!);

    /// <summary>Opens a package, or with <c>.snupkg</c> its symbols.</summary>
    public ZipArchive Open(string id, string extension = ".nupkg") =>
        ZipFile.OpenRead(Directory.EnumerateFiles(Source, "*" + extension).Single(path => IdOf(path) == id));

    /// <summary>The id of a package file: what stands before the version.</summary>
    public static string IdOf(string path)
    {
        string[] words = Path.GetFileName(path).Split('.');
        return string.Join('.', words.TakeWhile(word => !char.IsAsciiDigit(word[0])));
    }

    /// <summary>What a package says of itself.</summary>
    internal static XElement Metadata(ZipArchive package)
    {
        using Stream nuspec = package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        XElement root = XElement.Load(nuspec);
        // The namespace differs from version to version of the format, and says nothing.
        foreach (XElement element in root.DescendantsAndSelf()) element.Name = element.Name.LocalName;
        return root.Element("metadata")!;
    }

    public void Dispose() => _directory.Dispose();

    // What this machine has installed already is a source as well, and a near one.
    private static string OtherSources()
    {
        string folder = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        return $"""
            <add key="others" value="{Directory.CreateDirectory(folder).FullName}" />
            <add key="nuget.org" value="https://api.nuget.org/v3/index.json" />
            """;
    }
}

[CollectionDefinition(Name)]
public sealed class PackageCollection : ICollectionFixture<PackedSolution>
{
    public const string Name = "packages";
}
