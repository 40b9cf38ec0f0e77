// Each exceptions.txt excludes tests by their names, and nothing else would notice when one is called otherwise.

using System.Reflection;
using ActorKv.Acceptance.Tests.Harness;

namespace ActorKv.Acceptance.Tests;

public sealed class ExceptionsSpec
{
    [Theory]
    [InlineData("Cluster")]
    [InlineData("Akka")]
    public void Each_exception_names_a_test_and_a_reason(string folder)
    {
        string[] tests = [.. Cases()];
        foreach (string line in File.ReadLines(TestPaths.Program(folder, "exceptions.txt")).Where(line => line.Length > 0 && !line.StartsWith('#')))
        {
            string[] parts = line.Split('|', StringSplitOptions.TrimEntries);
            Assert.True(parts is [_, { Length: > 0 }], line);
            string[] words = parts[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Assert.True(tests.Any(test => words.All(word => test.Contains(word, StringComparison.Ordinal))), $"No test is called so: {line}");
        }
    }

    // "Class.Method", and "Class.Method argument …" for each case.
    private static IEnumerable<string> Cases() =>
        from type in typeof(ExceptionsSpec).Assembly.GetTypes()
        from method in type.GetMethods()
        where method.GetCustomAttribute<FactAttribute>() is not null
        from data in method.GetCustomAttributes<InlineDataAttribute>().SelectMany(row => row.GetData(method)).DefaultIfEmpty([])
        select $"{type.Name}.{method.Name} {string.Join(' ', data)}";
}
