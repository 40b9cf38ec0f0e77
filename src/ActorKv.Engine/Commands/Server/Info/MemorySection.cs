// INFO memory: what the keys take, and what the garbage collector and the operating system say.
//
// used_memory is what maxmemory bounds: what the process took at its start, and every key by the store's own exact account. It falls when a key
// is removed; resident memory falls when a collection has run. Redis' allocator_* figures have near relatives here: allocated is live
// data, active adds the holes between it, resident is what the collector has from the operating system.

using System.Globalization;

namespace ActorKv.Engine.Commands.Server.Info;

internal static class MemorySection
{
    public static InfoSection Section { get; } = new("Memory", Write);

    private static void Write(InfoWriter text, Store store)
    {
        long used = store.Evictor.UsedMemory, resident = Environment.WorkingSet;
        store.Statistics.NoteMemory(used);
        long peak = store.Statistics.PeakMemory, startup = store.Statistics.StartupMemory, dataset = used - startup;
        GCMemoryInfo heap = GC.GetGCMemoryInfo();
        text.Bytes("used_memory", used);
        text.Bytes("used_memory_rss", resident);
        text.Bytes("used_memory_peak", peak);
        text.Fraction("used_memory_peak_perc", 100.0 * used / peak, unit: "%");
        text.Field("used_memory_overhead", startup);
        text.Field("used_memory_startup", startup);
        text.Field("used_memory_dataset", dataset);
        text.Fraction("used_memory_dataset_perc", 100.0 * dataset / used, unit: "%");
        text.Field("allocator_allocated", heap.HeapSizeBytes - heap.FragmentedBytes);
        text.Field("allocator_active", heap.HeapSizeBytes);
        text.Field("allocator_resident", heap.TotalCommittedBytes);
        text.Bytes("total_system_memory", heap.TotalAvailableMemoryBytes);
        WriteScripts(text, store);
        text.Bytes("maxmemory", store.Options.MaxMemory);
        text.Field("maxmemory_policy", store.Parameters.Find("maxmemory-policy")!.Print(store.Options));
        text.Fraction("allocator_frag_ratio", Ratio(heap.HeapSizeBytes, heap.HeapSizeBytes - heap.FragmentedBytes));
        text.Field("allocator_frag_bytes", heap.FragmentedBytes);
        text.Fraction("mem_fragmentation_ratio", Ratio(resident, used));
        text.Field("mem_fragmentation_bytes", resident - used);
        text.Fraction("rss_overhead_ratio", Ratio(resident, heap.TotalCommittedBytes));
        text.Field("rss_overhead_bytes", resident - heap.TotalCommittedBytes);
        text.Field("mem_not_counted_for_evict", 0);
        text.Field("mem_replication_backlog", 0);
        text.Field("mem_clients_slaves", 0);
        text.Field("mem_clients_normal", store.Sessions.All.Sum(session => session.Memory));
        text.Field("mem_aof_buffer", store.Commits?.PendingBytes ?? 0);
        text.Field("mem_allocator", string.Create(CultureInfo.InvariantCulture, $"dotnet-{Environment.Version}"));
        text.Field("active_defrag_running", 0);
        text.Field("lazyfree_pending_objects", 0);
        text.Field("gc_collections", GC.CollectionCount(0));
        text.Field("gc_full_collections", GC.CollectionCount(GC.MaxGeneration));
        text.Fraction("gc_pause_perc", heap.PauseTimePercentage);
    }

    private static double Ratio(long of, long to) => to > 0 ? (double)of / to : 1;

    // Scripts and functions run in the same interpreters here: what these use is told as that of scripts.
    private static void WriteScripts(InfoWriter text, Store store)
    {
        long interpreters = store.Scripts.Engine?.UsedMemory ?? 0, scripts = store.Scripts.Bytes, functions = store.Functions.Table.Bytes;
        text.Field("used_memory_vm_eval", interpreters);
        text.Bytes("used_memory_lua", interpreters);
        text.Field("used_memory_scripts_eval", scripts);
        text.Field("number_of_cached_scripts", store.Scripts.Count);
        text.Field("number_of_functions", store.Functions.Table.FunctionCount);
        text.Field("number_of_libraries", store.Functions.Table.Libraries.Count);
        text.Field("used_memory_vm_functions", 0);
        text.Bytes("used_memory_vm_total", interpreters);
        text.Field("used_memory_functions", functions);
        text.Bytes("used_memory_scripts", scripts + functions);
    }
}
