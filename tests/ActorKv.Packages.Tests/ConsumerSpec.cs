// Somebody else's program: it has our packages and nothing of our sources.

using System.IO.Compression;

namespace ActorKv.Packages.Tests;

[Collection(PackageCollection.Name)]
public sealed class ConsumerSpec(PackedSolution packed)
{
    [Fact]
    public void A_program_with_the_package_ActorKv_Hosting_has_a_store()
    {
        string directory = packed.NewDirectory("consumer");
        using (ZipArchive package = packed.Open("ActorKv.Hosting"))
        {
            string version = PackedSolution.Metadata(package).Element("version")!.Value;
            File.WriteAllText(Path.Combine(directory, "Consumer.csproj"), $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <OutputType>Exe</OutputType>
                    <TargetFramework>net10.0</TargetFramework>
                    <ImplicitUsings>enable</ImplicitUsings>
                    <Nullable>enable</Nullable>
                    <UseSharedCompilation>false</UseSharedCompilation>
                  </PropertyGroup>
                  <ItemGroup>
                    <PackageReference Include="ActorKv.Hosting" Version="[{version}]" />
                  </ItemGroup>
                </Project>
                """);
        }
        // The second store finds what the first has written, and runs Lua: both native libraries have come along.
        File.WriteAllText(Path.Combine(directory, "Program.cs"), """
            using ActorKv;
            using ActorKv.Hosting;

            await using (ActorKvStore first = await ActorKvStore.OpenAsync(new() { DataDirectory = args[0] }))
                await first.ExecuteAsync("SET", "greeting", "hello");
            await using ActorKvStore second = await ActorKvStore.OpenAsync(new() { DataDirectory = args[0] });
            KvReply reply = await second.ExecuteAsync("EVAL", "return redis.call('GET', KEYS[1]) .. ', consumer'", 1, "greeting");
            Console.WriteLine(reply.AsString());
            """);

        string output = Dotnet.Run(directory, packed.Installed, "run", "--", Path.Combine(directory, "data"));

        Assert.Contains("hello, consumer", output, StringComparison.Ordinal);
    }
}
