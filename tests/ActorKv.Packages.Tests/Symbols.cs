// What a portable PDB says about the sources: an address for each (SourceLink), or the sources themselves.
//
// Both are "custom debug information", told by the GUIDs of the PortablePdb specification in dotnet/runtime.

using System.Reflection.Metadata;
using System.Text;

namespace ActorKv.Packages.Tests;

internal static class Symbols
{
    private static readonly Guid s_sourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");
    private static readonly Guid s_embeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    public static bool HasSourceLink(MetadataReader pdb) => SourceLink(pdb) is not null;

    /// <summary>The map from paths to addresses, in JSON, or null.</summary>
    public static string? SourceLink(MetadataReader pdb)
    {
        foreach (CustomDebugInformationHandle handle in pdb.GetCustomDebugInformation(EntityHandle.ModuleDefinition))
        {
            CustomDebugInformation information = pdb.GetCustomDebugInformation(handle);
            if (pdb.GetGuid(information.Kind) == s_sourceLink) return Encoding.UTF8.GetString(pdb.GetBlobBytes(information.Value));
        }
        return null;
    }

    public static bool EmbedsAllSources(MetadataReader pdb) => pdb.Documents.All(document =>
        pdb.GetCustomDebugInformation(document).Any(handle => pdb.GetGuid(pdb.GetCustomDebugInformation(handle).Kind) == s_embeddedSource));

    /// <summary>The paths of the sources, as the compiler noted them.</summary>
    public static IEnumerable<string> Paths(MetadataReader pdb) => pdb.Documents.Select(document => pdb.GetString(pdb.GetDocument(document).Name));
}
