// actorkv [conf-file] [--name value …]

using ActorKv.Engine.Configuration;
using ActorKv.Server;

ServerParameters parameters = new();
for (int i = 0; i + 1 < args.Length; i += 2)
{
    if (parameters.TryLoad(args[i].TrimStart('-'), args[i + 1].Split(' '), out string error)) continue;
    await Console.Error.WriteLineAsync($"actorkv: {args[i]}: {error}");
    return 1;
}
return await ServerHost.RunAsync(parameters, () => { });
