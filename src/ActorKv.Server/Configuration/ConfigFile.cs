// Reads configuration in the syntax of redis.conf.
//
//   # a comment: the first thing on its line
//   name word "word with \"quotes\" and \x41" 'word'
//   include other.conf                             relative to the working directory; * and ? in the file's name take all that match
//
// Every directive goes to ServerParameters.TryLoad in order, so a later line wins over an earlier one, and a line after an include wins
// over what was included.

using System.Buffers;
using System.Text;
using ActorKv.Engine.Configuration;
using ActorKv.Protocol;

namespace ActorKv.Server.Configuration;

internal static class ConfigFile
{
    // Deep enough for any honest nesting; a file that includes itself ends here.
    private const int MaxIncludes = 16;

    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(" \"'\\\t\r\n\0\v\f");

    /// <exception cref="ConfigurationException">The file cannot be read, or says something that cannot be.</exception>
    public static void Load(string path, ServerParameters parameters) => Load(path, parameters, depth: 0);

    /// <summary>Loads text that came from elsewhere. <paramref name="source"/> is how errors call it: "standard input".</summary>
    public static void LoadText(string text, string source, ServerParameters parameters) => LoadText(text, source, parameters, depth: 0);

    /// <summary>The words of a line: null when quotes are unbalanced, none when the line is blank or a comment.</summary>
    public static string[]? Words(string line)
    {
        string trimmed = line.Trim(' ', '\t', '\r', '\n');
        if (trimmed.Length == 0 || trimmed[0] == '#') return [];
        return InlineSplitter.Split(Encoding.UTF8.GetBytes(trimmed))?.ConvertAll(Encoding.UTF8.GetString).ToArray();
    }

    /// <summary>A word as it has to stand in a file to be read back.</summary>
    public static string Quoted(string word)
    {
        if (word.Length > 0 && !word.AsSpan().ContainsAny(NeedQuotes) && word[0] != '#') return word;
        StringBuilder quoted = new("\"");
        foreach (char c in word)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"", '\\' => "\\\\", '\n' => "\\n", '\r' => "\\r", '\t' => "\\t",
                < ' ' => $"\\x{(int)c:x2}", _ => c.ToString(),
            });
        }
        return quoted.Append('"').ToString();
    }

    private static void Load(string path, ServerParameters parameters, int depth)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw ConfigurationException.CannotOpen(path, e is FileNotFoundException or DirectoryNotFoundException ? "No such file or directory" : e.Message);
        }
        LoadText(text, $"'{path}'", parameters, depth);
    }

    private static void LoadText(string text, string source, ServerParameters parameters, int depth)
    {
        int number = 0;
        foreach (string line in text.Split('\n'))
        {
            number++;
            string[]? words = Words(line);
            if (words is []) continue;
            if (words is null) throw Bad("Unbalanced quotes in configuration line");
            if (words[0].Equals("include", StringComparison.OrdinalIgnoreCase))
            {
                if (words.Length != 2) throw Bad("Bad directive or wrong number of arguments");
                if (depth == MaxIncludes) throw Bad($"Files are included more than {MaxIncludes} deep");
                foreach (string included in Included(words[1])) Load(included, parameters, depth + 1);
                continue;
            }
            if (!parameters.TryLoad(words[0], words.AsSpan(1), out string error)) throw Bad(error);

            ConfigurationException Bad(string reason) =>
                ConfigurationException.BadDirective($"the configuration file, at line {number} of {source}", line.Trim(), reason);
        }
    }

    private static IEnumerable<string> Included(string path)
    {
        string name = Path.GetFileName(path);
        if (!name.AsSpan().ContainsAny("*?")) return [path];
        string folder = Path.GetDirectoryName(path) is { Length: > 0 } given ? given : ".";
        if (!Directory.Exists(folder)) return [];
        return Directory.EnumerateFiles(folder, name).Order(StringComparer.Ordinal);
    }
}
