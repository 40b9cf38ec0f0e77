// The memory of one interpreter: an allocator that counts, and refuses what would go beyond the limit.
//
// It refuses only while Lua's own code runs. Lua answers a refusal with an error, a longjmp, and that must not cross the frames of managed code; so
// whoever enters managed code lifts the limit (Relax) and whoever goes back sets it again (Enforce). What managed code adds in between is bounded by
// the reply or text that it turns into Lua values, and counts at the next allocation.

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ActorKv.Scripting.Native;

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LuaMemory
{
    private nuint _used;
    private nuint _limit;
    private int _enforced;

    public readonly long Used => (long)_used;

    /// <summary>Sets the limit, in bytes; 0: none.</summary>
    public void Limit(long bytes) => _limit = bytes > 0 ? (nuint)bytes : nuint.MaxValue;

    public void Enforce() => _enforced = 1;

    public void Relax() => _enforced = 0;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void* Allocate(void* data, void* block, nuint oldSize, nuint newSize)
    {
        LuaMemory* memory = (LuaMemory*)data;
        // Without a block the old size tells the type of what is made.
        nuint old = block is null ? 0 : oldSize;
        if (newSize == 0)
        {
            memory->_used -= old;
            NativeMemory.Free(block);
            return null;
        }
        nuint used = memory->_used - old + newSize;
        if (newSize > old && memory->_enforced != 0 && used > memory->_limit) return null;
        try
        {
            void* moved = NativeMemory.Realloc(block, newSize);
            memory->_used = used;
            return moved;
        }
        catch (OutOfMemoryException)
        {
            return null;
        }
    }
}
