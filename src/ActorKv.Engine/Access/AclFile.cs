// The file that `aclfile` names: a line for each user, "user name rules …", words parted by single spaces and never quoted.
//
// It is read whole before anything of it holds, and every line that is wrong is told, in Redis' words. It is written beside and then takes
// the old file's place, so that a crash leaves the one or the other.

using System.Text;
using ActorKv.Engine.Configuration;

namespace ActorKv.Engine.Access;

internal static class AclFile
{
    /// <summary>Reads users.</summary>
    /// <param name="path">As errors call it, and where it is.</param>
    /// <param name="rules">Makes rights of words.</param>
    /// <param name="users">Users by name, when there is no error.</param>
    /// <returns>Null, or everything that is wrong.</returns>
    public static string? Read(string path, AclRules rules, out Dictionary<string, UserRights> users)
    {
        try
        {
            return Parse(File.ReadAllText(path, Encoding.Latin1), path, rules, out users);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            users = [];
            return $"Error loading ACLs, opening file '{path}': {(e is FileNotFoundException or DirectoryNotFoundException ? "No such file or directory" : e.Message)}";
        }
    }

    /// <summary>Reads users from a text.</summary>
    /// <param name="text">Latin-1.</param>
    /// <param name="path">As errors call it.</param>
    /// <inheritdoc cref="Read"/>
    public static string? Parse(string text, string path, AclRules rules, out Dictionary<string, UserRights> users)
    {
        users = new Dictionary<string, UserRights>(StringComparer.Ordinal);
        StringBuilder errors = new();
        int number = 0;
        foreach (string line in text.Split('\n'))
        {
            number++;
            string trimmed = line.Trim(' ', '\t', '\r');
            if (trimmed.Length > 0) ReadLine(trimmed.Split(' '), $"{path}:{number}", number, rules, users, errors);
        }
        return errors.Length == 0 ? null : errors.Append("WARNING: ACL errors detected, no change to the previously active ACL rules was performed").ToString();
    }

    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Write(string path, IEnumerable<string> lines) =>
        SafeFile.Replace(path, Encoding.Latin1.GetBytes(string.Concat(lines.Select(line => line + "\n"))));

    private static void ReadLine(string[] words, string place, int number, AclRules rules, Dictionary<string, UserRights> users, StringBuilder errors)
    {
        if (words.Length < 2 || words[0] != "user")
        {
            errors.Append(place).Append(" should start with user keyword followed by the username. ");
            return;
        }
        string name = words[1];
        if (AclRules.HasSpaces(name))
        {
            errors.Append(place).Append(": username '").Append(name).Append("' contains invalid characters. ");
            return;
        }
        UserRights rights = rules.NewRights();
        if (!users.TryAdd(name, rights))
        {
            errors.Append("WARNING: Duplicate user '").Append(name).Append("' found on line ").Append(number).Append(". ");
            return;
        }
        List<string> joined = AclRules.Join(words[2..], out string? unclosed);
        if (unclosed is not null)
        {
            errors.Append(place).Append(": Unmatched parenthesis in selector definition.");
            return;
        }
        bool told = false;
        foreach (string rule in joined)
        {
            AclRuleError error = rules.Apply(rights, rule.Trim('\t', '\r', '\n'));
            if (error == AclRuleError.None) continue;
            // An unknown command is no secret. Anything else may be a password that lost its '>', and may make what follows look wrong too.
            if (error == AclRuleError.Unknown) errors.Append(place).Append(": Error in applying operation '").Append(rule).Append("': ").Append(error.Text()).Append(". ");
            else if (!told)
            {
                errors.Append(place).Append(": ").Append(error.Text()).Append(". ");
                told = true;
            }
        }
    }
}
