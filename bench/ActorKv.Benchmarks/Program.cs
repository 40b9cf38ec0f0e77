// Micro-benchmarks of the engine without sockets, with what each operation allocates:
//
//   dotnet run -c Release --project bench/ActorKv.Benchmarks -- --filter '*'
//
// Everything is measured in this process. BenchmarkDotNet's own way, a project generated and built for each benchmark, would need the
// engine's internals to be open to assemblies without a name, and takes minutes. docs/allocations.md holds a run.

using ActorKv.Benchmarks;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

IConfig config = DefaultConfig.Instance
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
    .AddDiagnoser(MemoryDiagnoser.Default)
    .HideColumns("Error", "StdDev", "Gen0", "Gen1", "Gen2");
BenchmarkSwitcher.FromAssembly(typeof(CommandBenchmarks).Assembly).Run(args, config);
