// Random commands of every family, one by one and in sequences.

using ActorKv.Acceptance.Tests.Differential.Families;
using ActorKv.Acceptance.Tests.Harness;
using FsCheck;
using FsCheck.Fluent;

namespace ActorKv.Acceptance.Tests.Differential;

internal static class CommandGenerator
{
    /// <summary>All families, in the order of their names.</summary>
    public static IReadOnlyList<CommandFamily> Families { get; } =
    [
        BitmapFamily.Family,
        DumpFamily.Family,
        GenericFamily.Family,
        GeoFamily.Family,
        HashFamily.Family,
        HyperLogLogFamily.Family,
        ListFamily.Family,
        SetFamily.Family,
        SortFamily.Family,
        SortedSetFamily.Family,
        StreamFamily.Family,
        StringFamily.Family,
    ];

    /// <summary>One command.</summary>
    public static Gen<RandomCommand> Command { get; } = Gen.Frequency((30, OneOf(family => family.Common)), (1, OneOf(family => family.Rare)));

    /// <summary>A sequence of so many commands. It shrinks by leaving out runs of them, long ones first.</summary>
    public static Arbitrary<RandomCommand[]> Sequence(int length) =>
        Arb.From(Gen.CollectToArray(Enumerable.Repeat(Command, length)), Shrink);

    private static IEnumerable<RandomCommand[]> Shrink(RandomCommand[] commands)
    {
        for (int size = commands.Length / 2; size > 0; size /= 2)
            for (int at = 0; at < commands.Length; at += size) yield return [.. commands[..at], .. commands.Skip(at + size)];
    }

    // Every family is as likely as any other, and so is every syntax within one.
    private static Gen<RandomCommand> OneOf(Func<CommandFamily, string[]> syntaxes) =>
        Gen.OneOf([.. Families.Where(family => syntaxes(family).Length > 0).Select(family => OneOf(new Grammar(KindsOf(family)), syntaxes(family)))]);

    private static Gen<RandomCommand> OneOf(Grammar grammar, string[] syntaxes) => Gen.OneOf([.. syntaxes.Select(grammar.Command)]);

    private static Dictionary<string, Gen<Argument>> KindsOf(CommandFamily family)
    {
        Dictionary<string, Gen<Argument>> kinds = new(ArgumentKinds.All);
        foreach ((string name, Gen<Argument> kind) in family.Kinds) kinds[name] = kind;
        return kinds;
    }
}
