// The files of the project, for tests about the sources themselves: found by walking up from the test's binaries to the solution.

namespace ActorKv.Engine.Tests;

internal static class SourceTree
{
    public static string Root { get; } = FindRoot();

    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([Root, .. path]));

    /// <summary>Paths of the C# files under a folder, without what builds put there.</summary>
    public static IEnumerable<string> Files(params string[] folder) =>
        Directory.EnumerateFiles(Path.Combine([Root, .. folder]), "*.cs", SearchOption.AllDirectories)
            .Where(file => !Inside(file, "bin") && !Inside(file, "obj"));

    private static bool Inside(string file, string folder) =>
        file.Contains($"{Path.DirectorySeparatorChar}{folder}{Path.DirectorySeparatorChar}", StringComparison.Ordinal);

    private static string FindRoot()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "ActorKv.sln"))) return at.FullName;
        throw new DirectoryNotFoundException($"No ActorKv.sln above {AppContext.BaseDirectory}: this test reads the sources.");
    }
}
