// Forged input, by the million: DUMP payloads through RESTORE, and journal payloads through replay.
//
//   dotnet run -c Release --project bench/ActorKv.Fuzz -- [number of each] [seed]
//
// Ends with 1 at the first payload that crashes, hangs or takes more memory than its length allows, and prints it. The quick form runs
// with the tests of Core; docs/fuzzing.md holds a long run.

using System.Globalization;
using ActorKv.Fuzz;

long rounds = args.Length > 0 ? long.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
int seed = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1;
try
{
    Console.WriteLine($"seed {seed}");
    foreach (string type in Originals.Types) Console.WriteLine(new PayloadFuzz(type, seed).Run(rounds));
    Console.WriteLine(new EffectFuzz(seed).Run(rounds));
    return 0;
}
catch (FuzzException found)
{
    Console.WriteLine(found);
    return 1;
}
