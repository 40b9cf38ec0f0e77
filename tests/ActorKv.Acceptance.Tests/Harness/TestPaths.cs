// Where the build has put what the tests run: ActorKv.Acceptance.Tests.csproj writes it into the assembly.

using System.Reflection;

namespace ActorKv.Acceptance.Tests.Harness;

internal static class TestPaths
{
    public static string ServerExecutable { get; } = Of("ServerExecutable");

    /// <summary>The sample that is a node of an Akka.NET application, and the configuration of one that stands alone.</summary>
    public static (string Executable, string Configuration) AkkaNode => (Of("AkkaNode"), Of("AkkaConfiguration"));

    /// <summary>A script in the folder `python`.</summary>
    public static string Script(string name) => Program("python", name);

    /// <summary>A program in another language, in the folder named after that.</summary>
    public static string Program(string language, string name) => Path.Combine(Of("Programs"), language, name);

    private static string Of(string key) =>
        typeof(TestPaths).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == key).Value!;
}
