// `user name rules …`: each line of a configuration adds a user, and none may come twice. What the rules say is the business of
// Access/AclRules.cs, which knows the commands.

namespace ActorKv.Engine.Configuration;

internal sealed class UsersKind : ParameterKind<IReadOnlyList<IReadOnlyList<string>>>
{
    public override string Values => "a name and its rules";

    public override bool ManyWords => true;

    public override string? Parse(
        ReadOnlySpan<string> words, IReadOnlyList<IReadOnlyList<string>> current, out IReadOnlyList<IReadOnlyList<string>> value)
    {
        string name = words[0];
        value = [words.ToArray()];
        return current.Any(user => user[0] == name) ? $"Error in user declaration '{name}': Duplicate user found. A user can only be defined once in config files" : null;
    }

    public override string Print(IReadOnlyList<IReadOnlyList<string>> value) => string.Join('\n', value.Select(words => string.Join(' ', words)));

    public override IReadOnlyList<IReadOnlyList<string>> Combine(IReadOnlyList<IReadOnlyList<string>> first, IReadOnlyList<IReadOnlyList<string>> second) =>
        [.. first, .. second];

    public override IEnumerable<IReadOnlyList<string>> Lines(IReadOnlyList<IReadOnlyList<string>> value) => value;
}
