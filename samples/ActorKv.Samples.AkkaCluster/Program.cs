// A node of an Akka.NET application with ActorKv in it, and nothing else.
//
//   dotnet run --project samples/ActorKv.Samples.AkkaCluster -c Release -- hocon/cluster-postgres.conf akka.remote.dot-netty.tcp.port=7351 actorkv.tcp.port=7361
//
// The first argument is a configuration file; the others change keys of it. docs/akka.md starts three of these over one PostgreSQL.

using ActorKv.Akka;
using Akka.Configuration;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

if (args is not [string file, .. string[] changes])
{
    await Console.Error.WriteLineAsync("usage: ActorKv.Samples.AkkaCluster <file.conf> [key=value ...]");
    return 1;
}

// Behind the file's text, so that what the file takes from a changed key changes too.
Config config = ConfigurationFactory.ParseString(string.Join('\n', [await File.ReadAllTextAsync(file), .. changes]));

HostApplicationBuilder builder = Host.CreateApplicationBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("ActorKv", LogLevel.Information);
builder.Services.AddAkka(config.GetString("system", "app"), (akka, _) => akka.AddHocon(config, HoconAddMode.Prepend).WithActorKv());
await builder.Build().RunAsync();
return 0;
