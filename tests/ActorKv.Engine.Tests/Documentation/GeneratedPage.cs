// A page of docs/ that is made from the program's own tables, so that it cannot say anything else than they do.
//
// The test fails when the page in the tree is not the one that the tables give; ACTORKV_WRITE_DOCS=1 writes it instead.

namespace ActorKv.Engine.Tests.Documentation;

internal static class GeneratedPage
{
    public static void Check(string page, string text)
    {
        string path = Path.Combine(SourceTree.Root, "docs", page);
        if (Environment.GetEnvironmentVariable("ACTORKV_WRITE_DOCS") == "1") File.WriteAllText(path, text);
        Assert.True(File.Exists(path) && File.ReadAllText(path) == text,
            $"docs/{page} is stale. ACTORKV_WRITE_DOCS=1 dotnet test tests/ActorKv.Engine.Tests --filter Documentation writes it anew.");
    }

    /// <summary>Text for a cell of a table.</summary>
    public static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    /// <summary>Code for a cell of a table; nothing when there is none.</summary>
    public static string Code(string text) => text.Length == 0 ? "" : $"`{Cell(text)}`";
}
