// What is in the packages, and what they say of themselves.

using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace ActorKv.Packages.Tests;

[Collection(PackageCollection.Name)]
public sealed class PackageSpec(PackedSolution packed)
{
    /// <summary>A library, and what it depends on.</summary>
    public static TheoryData<string, string[]> Libraries { get; } = new()
    {
        { "ActorKv.Protocol", [] },
        { "ActorKv.Client", ["ActorKv.Protocol"] },
        { "ActorKv.Core", ["ActorKv.Protocol"] },
        { "ActorKv.Engine", ["ActorKv.Core", "Microsoft.Extensions.Logging.Abstractions"] },
        { "ActorKv.Journal.Sqlite", ["ActorKv.Engine", "Microsoft.Data.Sqlite", "Microsoft.Extensions.Logging.Abstractions", "SQLitePCLRaw.bundle_e_sqlite3"] },
        { "ActorKv.Journal.Postgres", ["ActorKv.Engine", "Microsoft.Extensions.Logging.Abstractions", "Npgsql"] },
        { "ActorKv.Cluster", ["ActorKv.Journal.Postgres", "ActorKv.Tcp", "Microsoft.Extensions.Logging.Abstractions", "Npgsql"] },
        { "ActorKv.Scripting", ["ActorKv.Engine", "KeraLua", "Microsoft.Extensions.Logging.Abstractions"] },
        { "ActorKv.Tcp", ["ActorKv.Engine", "Microsoft.Extensions.Logging.Abstractions"] },
        // Packages with native libraries are pinned: who embeds the store gets them in the version that was tested.
        {
            "ActorKv.Hosting",
            [
                "ActorKv.Client", "ActorKv.Engine", "ActorKv.Journal.Sqlite", "ActorKv.Scripting", "ActorKv.Tcp",
                "KeraLua", "Microsoft.Data.Sqlite",
                "Microsoft.Extensions.Caching.Abstractions", "Microsoft.Extensions.Diagnostics.HealthChecks", "Microsoft.Extensions.Hosting.Abstractions",
                "Microsoft.Extensions.Logging", "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.ObjectPool", "SQLitePCLRaw.bundle_e_sqlite3",
            ]
        },
    };

    [Fact]
    public void Every_project_of_the_solution_is_a_package()
    {
        // The Akka.NET host has a solution of its own; the server is the tool.
        IEnumerable<string> projects = Directory.EnumerateDirectories(Path.Combine(Dotnet.Root, "src")).Select(path => Path.GetFileName(path)!)
            .Where(name => name != "ActorKv.Akka").Select(name => name == "ActorKv.Server" ? "actorkv" : name).Order(StringComparer.Ordinal);

        Assert.Equal(projects, packed.Files(".nupkg").Select(PackedSolution.IdOf).Order(StringComparer.Ordinal));
        Assert.Equal(projects, packed.Files(".snupkg").Select(PackedSolution.IdOf).Order(StringComparer.Ordinal));
        Assert.Equal(projects.Where(name => name != "actorkv"), Libraries.Select(row => (string)row[0]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_library_says_what_it_is_and_brings_its_documentation(string id, string[] dependencies)
    {
        using ZipArchive package = packed.Open(id);
        XElement metadata = PackedSolution.Metadata(package);

        Assert.Equal("Apache-2.0", metadata.Element("license")?.Value);
        Assert.InRange(metadata.Element("description")!.Value.Length, 60, 400);
        Assert.Contains("redis", metadata.Element("tags")!.Value.Split(' '));
        Assert.Equal("README.md", metadata.Element("readme")?.Value);
        Assert.StartsWith($"# {id}\n", TextOf(package, "README.md"), StringComparison.Ordinal);
        Assert.Contains($"<name>{id}</name>", TextOf(package, $"lib/net10.0/{id}.xml"), StringComparison.Ordinal);
        Assert.NotNull(package.GetEntry($"lib/net10.0/{id}.dll"));
        XElement[] found = [.. metadata.Descendants("dependency")];
        Assert.Equal(dependencies.Order(StringComparer.Ordinal), found.Select(dependency => dependency.Attribute("id")!.Value).Order(StringComparer.Ordinal));
        // Our own packages use each other's internals: those of one version belong together.
        string version = metadata.Element("version")!.Value;
        foreach (XElement own in found.Where(dependency => dependency.Attribute("id")!.Value.StartsWith("ActorKv.", StringComparison.Ordinal)))
            Assert.Equal($"[{version}]", own.Attribute("version")!.Value);
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_library_is_deterministic_and_its_symbols_lead_to_the_sources(string id, string[] dependencies)
    {
        _ = dependencies;
        using ZipArchive package = packed.Open(id), symbols = packed.Open(id, ".snupkg");
        using PEReader library = new(new MemoryStream(BytesOf(package, $"lib/net10.0/{id}.dll")));
        Assert.Contains(library.ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.Reproducible);

        using MetadataReaderProvider pdb = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(BytesOf(symbols, $"lib/net10.0/{id}.pdb")));
        Assert.NotEmpty(pdb.GetMetadataReader().Documents);
        if (Dotnet.Configuration != "Release") return;
        // A checkout without an "origin" embeds the sources. SourceLinkSpec has one with.
        Assert.True(Symbols.HasSourceLink(pdb.GetMetadataReader()) || Symbols.EmbedsAllSources(pdb.GetMetadataReader()));
    }

    [Fact]
    public void The_inner_packages_expose_ports_and_nothing_else()
    {
        Assert.Empty(PublicTypes("ActorKv.Core"));
        Assert.Empty(PublicTypes("ActorKv.Scripting"));
        Assert.Empty(PublicTypes("ActorKv.Tcp"));
        // A journal or a snapshot store of one's own can be written with these, and there are two that keep nothing.
        string[] ports =
        [
            "IJournal", "IShardedJournal", "ISnapshotSaveWriter", "ISnapshotStore", "JournalException", "JournalFencedException", "JournalRow", "NoJournal",
            "NoSnapshots", "ShardRow", "SnapshotChunk", "SnapshotSave",
        ];
        Assert.Equal(ports, PublicTypes("ActorKv.Engine"));
        Assert.Equal(["SqliteDataDirectory", "SqliteJournal", "SqliteSnapshotStore"], PublicTypes("ActorKv.Journal.Sqlite"));
        Assert.Equal(["PostgresDataSchema", "PostgresJournal", "PostgresSnapshotStore"], PublicTypes("ActorKv.Journal.Postgres"));
    }

    private string[] PublicTypes(string id)
    {
        using ZipArchive package = packed.Open(id);
        using PEReader library = new(new MemoryStream(BytesOf(package, $"lib/net10.0/{id}.dll")));
        MetadataReader metadata = library.GetMetadataReader();
        return [.. metadata.TypeDefinitions.Select(metadata.GetTypeDefinition)
            .Where(type => (type.Attributes & System.Reflection.TypeAttributes.VisibilityMask) == System.Reflection.TypeAttributes.Public)
            .Select(type => metadata.GetString(type.Name)).Order(StringComparer.Ordinal)];
    }

    private static string TextOf(ZipArchive package, string name) => System.Text.Encoding.UTF8.GetString(BytesOf(package, name)).TrimStart('\uFEFF').ReplaceLineEndings("\n");

    private static byte[] BytesOf(ZipArchive package, string name)
    {
        ZipArchiveEntry? entry = package.GetEntry(name);
        Assert.True(entry is not null, $"{name} is not there.");
        using Stream stream = entry.Open();
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
