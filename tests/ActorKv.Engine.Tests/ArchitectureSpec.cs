// What the plan of the house says and no compiler checks.
//
//   Protocol <- Core <- Engine <- Journal.*, Scripting, Tcp <- Cluster <- Server, Hosting    who may know whom
//   Protocol <- Client <- Hosting
//
// Core is pure: the same commands over the same state give the same state, on every machine and at every replay. So it must have no way to
// a clock, to chance, to another thread or to the outside. BannedSymbols.txt says it to whoever writes Core; here the compiled assembly is
// read, which also holds what the list forgot to name.

using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Tests;

public sealed class ArchitectureSpec
{
    // Everything that can tell the time, wait, draw lots or reach out. A namespace stands for all its types, but for those allowed.
    private static readonly string[] ImpureNamespaces =
        ["System.IO", "System.Net", "System.Threading", "System.Timers", "System.Diagnostics", "System.Security", "System.Runtime.InteropServices", "Microsoft"];

    private static readonly string[] ImpureTypes =
    [
        "System.DateTime", "System.DateTimeOffset", "System.DateOnly", "System.TimeOnly", "System.TimeProvider", "System.TimeZoneInfo", "System.Random",
        "System.Guid", "System.Console", "System.Environment", "System.AppContext", "System.AppDomain", "System.Activator",
    ];

    // About bytes in memory, and what the compiler itself refers to. Attributes do nothing and may be any.
    private static readonly string[] PureTypes =
    [
        "System.Runtime.InteropServices.MemoryMarshal", "System.Security.Cryptography.SHA1", "System.Security.Permissions.SecurityAction",
        "System.Diagnostics.DebuggableAttribute.DebuggingModes", "System.Diagnostics.DebuggerBrowsableState", "System.Diagnostics.UnreachableException",
        "System.Diagnostics.Debug",
    ];

    [Theory]
    [InlineData("ActorKv.Protocol")]
    [InlineData("ActorKv.Client", "ActorKv.Protocol")]
    [InlineData("ActorKv.Core", "ActorKv.Protocol")]
    [InlineData("ActorKv.Engine", "ActorKv.Core")]
    [InlineData("ActorKv.Journal.Sqlite", "ActorKv.Engine")]
    [InlineData("ActorKv.Journal.Postgres", "ActorKv.Engine")]
    [InlineData("ActorKv.Cluster", "ActorKv.Journal.Postgres", "ActorKv.Tcp")]
    [InlineData("ActorKv.Scripting", "ActorKv.Engine")]
    [InlineData("ActorKv.Akka", "ActorKv.Client", "ActorKv.Engine", "ActorKv.Scripting", "ActorKv.Tcp")]
    [InlineData("ActorKv.Tcp", "ActorKv.Engine")]
    [InlineData("ActorKv.Hosting", "ActorKv.Client", "ActorKv.Engine", "ActorKv.Journal.Sqlite", "ActorKv.Scripting", "ActorKv.Tcp")]
    [InlineData("ActorKv.Server", "ActorKv.Cluster", "ActorKv.Engine", "ActorKv.Journal.Postgres", "ActorKv.Journal.Sqlite", "ActorKv.Scripting", "ActorKv.Tcp")]
    public void Projects_refer_to_the_rooms_below_them_alone(string project, params string[] below)
    {
        IEnumerable<string> referred = Project(project).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
        Assert.Equal(below, referred.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_project_of_the_product_has_its_place_in_the_order()
    {
        string[] known =
            ["ActorKv.Akka", "ActorKv.Client", "ActorKv.Cluster", "ActorKv.Core", "ActorKv.Engine", "ActorKv.Hosting", "ActorKv.Journal.Postgres",
             "ActorKv.Journal.Sqlite", "ActorKv.Protocol", "ActorKv.Scripting", "ActorKv.Server", "ActorKv.Tcp"];
        Assert.Equal(known, Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Compiled_rooms_know_the_rooms_below_them_alone()
    {
        Assert.Equal([], Rooms(typeof(RequestDecoder).Assembly));
        Assert.Equal(["ActorKv.Protocol"], Rooms(typeof(CommandTable).Assembly));
        Assert.Equal(["ActorKv.Core", "ActorKv.Protocol"], Rooms(typeof(Session).Assembly));

        static IEnumerable<string> Rooms(Assembly assembly) => assembly.GetReferencedAssemblies().Select(name => name.Name!)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && !name.StartsWith("Microsoft.", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("ActorKv.Protocol")]
    [InlineData("ActorKv.Core")]
    [InlineData("ActorKv.Engine", "Microsoft.Extensions.Logging.Abstractions")]
    public void Rooms_below_the_journal_need_nothing_at_run_time_but_a_place_to_log_to(string project, params string[] packages)
    {
        Assert.Empty(Project(project).Descendants("FrameworkReference"));
        Assert.Equal(packages, Project(project).Descendants("PackageReference")
            .Where(package => package.Attribute("PrivateAssets")?.Value != "all").Select(package => package.Attribute("Include")?.Value));
    }

    [Fact]
    public void Core_refers_to_nothing_that_tells_time_waits_draws_lots_or_reaches_out()
    {
        SortedSet<string> banned = new(BannedSymbols(), StringComparer.Ordinal);
        List<string> impure = [.. References(typeof(CommandTable).Assembly).Where(symbol => IsImpure(symbol.Type) || banned.Contains(symbol.Type) ||
            banned.Contains($"{symbol.Type}.{symbol.Member}") || banned.Contains($"{symbol.Type}.{symbol.Member?.Replace("get_", "")}"))
            .Select(symbol => $"{symbol.Type}.{symbol.Member}")];
        Assert.True(impure.Count == 0, "Core refers to " + string.Join(", ", impure));
    }

    [Fact]
    public void The_reading_of_references_would_find_an_impure_one()
    {
        // The engine has a clock, threads and a log: were they not found there, the purity of Core would mean nothing.
        HashSet<string> found = [.. References(typeof(Session).Assembly).Select(symbol => $"{symbol.Type}.{symbol.Member}")];
        Assert.Contains("System.TimeProvider.GetUtcNow", found);
        Assert.Contains(found, symbol => symbol.StartsWith("System.Threading.Tasks.Task.", StringComparison.Ordinal));
        Assert.All(["System.TimeProvider", "System.Threading.Tasks.Task", "System.Threading.Thread", "System.IO.File"], type => Assert.True(IsImpure(type)));
    }

    [Fact]
    public void BannedSymbols_is_read_by_the_compiler_and_breaks_the_build()
    {
        XElement core = Project("ActorKv.Core");
        Assert.Contains(core.Descendants("AdditionalFiles"), file => file.Attribute("Include")?.Value == "BannedSymbols.txt");
        Assert.Contains(core.Descendants("PackageReference"), package => package.Attribute("Include")?.Value == "Microsoft.CodeAnalysis.BannedApiAnalyzers");
        Assert.Contains("<TreatWarningsAsErrors>true</TreatWarningsAsErrors>", SourceTree.Read("Directory.Build.props"), StringComparison.Ordinal);

        // RS0030 is the rule; nothing may silence it.
        Assert.DoesNotContain("RS0030", SourceTree.Read(".editorconfig") + SourceTree.Read("Directory.Build.props") + core, StringComparison.Ordinal);
        Assert.All(SourceTree.Files("src", "ActorKv.Core"), file => Assert.DoesNotContain("RS0030", File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact]
    public void BannedSymbols_names_what_exists()
    {
        string[] homes = ["System.Private.CoreLib", "System.Console", "System.Net.Sockets", "System.Security.Cryptography"];
        Assert.All(BannedSymbols(), symbol =>
            Assert.True(Exists(symbol) || Exists(symbol[..symbol.LastIndexOf('.')]), $"{symbol}: a misspelt symbol bans nothing."));

        bool Exists(string type) => Array.Exists(homes, home => Type.GetType($"{type}, {home}") is not null);
    }

    private static XElement Project(string name) => XElement.Parse(SourceTree.Read("src", name, name + ".csproj"));

    /// <summary>"System.Random", "System.Environment.TickCount": the symbols, without their kind, parameters and reason.</summary>
    private static IEnumerable<string> BannedSymbols() =>
        File.ReadLines(Path.Combine(SourceTree.Root, "src", "ActorKv.Core", "BannedSymbols.txt"))
            .Where(line => line.Length > 0).Select(line => line.Split(';')[0][2..].Split('(')[0]);

    private static bool IsImpure(string type) =>
        !PureTypes.Contains(type) && !type.EndsWith("Attribute", StringComparison.Ordinal) &&
        (ImpureTypes.Contains(type) || Array.Exists(ImpureNamespaces, space => type.StartsWith(space + ".", StringComparison.Ordinal)));

    private static List<(string Type, string? Member)> References(Assembly assembly)
    {
        using PEReader file = new(File.OpenRead(assembly.Location));
        MetadataReader reader = file.GetMetadataReader();
        List<(string, string?)> found = [];
        foreach (TypeReferenceHandle type in reader.TypeReferences) found.Add((NameOf(reader, type), null));
        foreach (MemberReferenceHandle handle in reader.MemberReferences)
        {
            MemberReference member = reader.GetMemberReference(handle);
            if (member.Parent.Kind == HandleKind.TypeReference)
                found.Add((NameOf(reader, (TypeReferenceHandle)member.Parent), reader.GetString(member.Name)));
        }
        return found;
    }

    private static string NameOf(MetadataReader reader, TypeReferenceHandle handle)
    {
        TypeReference type = reader.GetTypeReference(handle);
        string name = reader.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? NameOf(reader, (TypeReferenceHandle)type.ResolutionScope) + "." + name
            : reader.GetString(type.Namespace) + "." + name;
    }
}
