// The heap of the C library, where SQLite takes its buffers from. glibc soon learns to keep large buffers that are freed, at the end of the heap of
// their thread: after a busy minute some 10 MiB are resident that nobody uses. A lower threshold for all time would give them back, and cost a
// third of the CPU of a pipelined SET in page faults (measured); so it is lowered for a moment, while somebody frees. The end of a thread's heap is
// given back at a free only; malloc_trim does the rest. Both are glibc's own: where they are missing nothing happens.

using System.Runtime.InteropServices;

namespace ActorKv.Engine.Commands.Server.Shared;

internal static unsafe class NativeHeap
{
    private const int TrimThreshold = -1, MapThreshold = -3;        // M_TRIM_THRESHOLD, M_MMAP_THRESHOLD
    private const int SmallestEnd = 128 * 1024;

    // What glibc's own learning ends at. Setting one threshold stops it for both.
    private const int LargestEnd = 64 * 1024 * 1024, LargestInHeap = 32 * 1024 * 1024;

    /// <summary>Frees, and gives the pages that nobody uses back to the system.</summary>
    public static void GiveBackAfter(Action free)
    {
        if (!OperatingSystem.IsLinux() || !NativeLibrary.TryLoad("libc.so.6", out nint libc) ||
            !NativeLibrary.TryGetExport(libc, "mallopt", out nint setExport) || !NativeLibrary.TryGetExport(libc, "malloc_trim", out nint trimExport))
        {
            free();
            return;
        }
        var set = (delegate* unmanaged<int, int, int>)setExport;
        var trim = (delegate* unmanaged<nuint, int>)trimExport;
        set(MapThreshold, LargestInHeap);
        set(TrimThreshold, SmallestEnd);
        free();
        trim(0);
        set(TrimThreshold, LargestEnd);
    }
}
