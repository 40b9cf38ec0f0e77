// The name by which clients know a node over all its lives: 40 hexadecimal digits, as in Redis Cluster, kept in a file of its directory.

using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace ActorKv.Cluster.Membership;

internal static class NodeId
{
    private const string FileName = "node-id";
    private const int Bytes = 20;

    /// <summary>The id in the directory, or a new one that is kept there if that is possible.</summary>
    public static string Load(string directory, ILogger log)
    {
        string path = Path.Combine(directory, FileName);
        string id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));
        try
        {
            if (File.Exists(path) && File.ReadAllText(path).Trim() is { Length: 2 * Bytes } kept && kept.All(char.IsAsciiHexDigitLower)) return kept;
            Directory.CreateDirectory(directory);
            File.WriteAllText(path, id + "\n");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            log.LogWarning("The id of this node cannot be kept in {Path}, so it will have another after the next start: {Reason}", path, failure.Message);
        }
        return id;
    }
}
