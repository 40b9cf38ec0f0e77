// The libraries of functions of all nodes: what FUNCTION DUMP writes.

using ActorKv.Engine;
using ActorKv.Engine.Commits;
using ActorKv.Engine.Scripting;

namespace ActorKv.Cluster.Shared;

internal sealed class SharedFunctions(Store store, ISharedTable table) : SharedDefinition<FunctionTable>(table, "functions")
{
    protected override FunctionTable Current => store.Functions.Table;

    protected override byte[] Write(FunctionTable value) => FunctionPayload.Write(value);

    protected override FunctionTable Read(byte[] payload)
    {
        List<byte[]> texts = [];
        return FunctionPayload.Read(payload, store.Settings, texts) is { } wrong
            ? throw new JournalException($"The functions that all nodes share cannot be read: {wrong}")
            : store.Functions.Read(texts);
    }

    protected override void Adopt(FunctionTable value) => store.Functions.Adopt(value);
}
